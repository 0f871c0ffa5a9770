#!/bin/bash
# Hostile input through the built tool: hostile.sh KOJA
# Prints for each input the time, the peak of memory and the first finding; fails on a crash or when the expected finding
# is not there. Times are printed and not judged.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
koja=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
cp -r "$root/schemas" "$root/records" .
git init -q -b main . && git add -A && git -c user.name=x -c user.email=x@x.example commit -q -m x
mkdir inputs

python3 - <<'P'
def put(name, data):
    with open("inputs/" + name, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())

million = 10**6
put("depth-flow", "[" * million)
put("depth-flow-small", "[" * 900_000)
put("depth-block", "- " * 500_000 + "\n")
put("depth-maps", "".join(" " * n + "a:\n" for n in range(1400)))
put("depth-braces", "{a: " * 250_000)
put("large", "a: " + "x" * 10 * million + "\n")
put("long-line", "name: " + "x" * 1_000_000 + "\n")
put("many-lines", "# x\n" * 250_000)
put("alias-bomb", "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    "%s: &%s [%s]\n" % (chr(98 + n), chr(98 + n), ",".join(["*" + chr(97 + n)] * 9)) for n in range(9)))
put("alias-cycle", "a: &a [*a]\n")
put("double-keys", "a: 1\n" * 100_000)
put("double-keys-flow", "{" + "a: 1, " * 100_000 + "b: 1}\n")
put("many-keys", "".join("k%d: 1\n" % n for n in range(40_000)))
put("long-key", "k" * 5000 + ": 1\n")
put("question-marks", "?" * million)
put("quotes", '"' * million)
put("anchors", "&a " * 300_000)
put("stars", "*a " * 300_000)
put("tags", "!" * million)
put("not-utf8", b"name: \xff\xfe\xfd\n")
put("surrogate-bytes", b"name: \xed\xa0\x80\n")
put("utf16", "name: x\n".encode("utf-16"))
put("nul", b"name: a\0b\n")
put("all-nul", b"\0" * 4096)
put("nel", "name: a\u0085b\n")
put("line-separator", "name: a\u2028b\n")
put("carriage-return", "name: a\rkind: b\n")
put("bidi", "name: a\u202eb\n")
put("surrogate-escape", 'name: "\\ud83d"\n')
put("thousand-faults", "".join("fault%d: no\n" % n for n in range(20_000)))
put("deep.json", "[" * million)
put("deep-objects.json", '{"a":' * 200_000)
put("double-keys.json", "{" + '"a":1,' * 100_000 + '"b":1}')
put("surrogate.json", '"\\ud83d"')
put("big-number.json", "9" * million)
put("nested-quotes.json", '"' + "\\" * million)
put("long-text.json", '"' + "a" * 10 * million + '!"')
put("a.json", '"' + "a" * 100_000 + '!"')
put("any.schema.json", "{}")
put("regex.schema.json", '{"pattern": "^(a+)+$"}')
put("self.schema.json", '{"$ref": "#"}')
put("loop.schema.json", '{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"allOf": [{"$ref": "#/$defs/a"}]}}}')
put("dynamic.schema.json", '{"$dynamicAnchor": "n", "anyOf": [{"$dynamicRef": "#n"}, {"type": "null"}]}')
put("deep.schema.json", '{"not":' * 900 + "{}" + "}" * 900)
put("wide.schema.json", '{"anyOf": [' + ",".join('{"properties": {"a%d": {"type": "null"}}}' % n for n in range(20_000)) + "]}")
put("unique.schema.json", '{"uniqueItems": true}')
put("unique.json", "[" + ",".join(str(n) for n in range(200_000)) + ",7]")
nested = "0"
for _ in range(190):
    nested = "[" + ",".join("[%d]" % n for n in range(500)) + "," + nested + "]"
put("nested.json", nested)
put("lists.json", "[" + ",".join("[%d]" % n for n in range(100_000)) + "]")
put("hashes.yaml", "#\n" * (5 * million))
put("unique-inside.schema.json", '{"uniqueItems": true, "items": {"$ref": "#"}}')
put("bad-pattern.schema.json", '{"pattern": "(?<=(a|b)*"}')
P

failures=0
printf '%-30s %10s %9s %8s  %s\n' input bytes ms MB finding
run() { # NAME EXPECTED COMMAND...
  local name=$1 expected=$2 status=0 first
  shift 2
  /usr/bin/time -f '%e %M' -o usage "$koja" "$@" >out 2>err </dev/null || status=$?
  first=$(sed -n 's/.*"line":\([0-9]*\),.*"column":\([0-9]*\),.*"code":"\([^"]*\)".*/\3 at \1:\2/p' out | head -1) || true
  [ -n "$first" ] || first=$(grep -o '"code":"[^"]*"' out | head -1 | cut -d'"' -f4) || true
  read -r seconds kilobytes < <(tail -1 usage)
  printf '%-30s %10s %9s %8s  %s' "$name" "$(stat -c %s "inputs/${name%% *}" 2>/dev/null)" \
    "$(awk "BEGIN { printf \"%.0f\", $seconds * 1000 }")" "$((kilobytes / 1024))" "${first:-none, exit $status}"
  if [ $status -gt 5 ] || ! grep -qE "\"code\":\"($expected)\"" out && [ "$expected" != none ]; then
    printf '  EXPECTED %s, exit %s' "$expected" $status
    failures=$((failures + 1))
  fi
  echo
}

record() { # NAME EXPECTED: as a record
  cp "inputs/$1" records/units/hostile.yaml
  run "$1" "$2" check --format jsonl records/units/hostile.yaml
  rm records/units/hostile.yaml
}
echo "As a record, \`koja check\`:"
cp records/units/perkim.yaml inputs/ordinary
run "ordinary" none check --format jsonl records/units/perkim.yaml
for each in depth-flow:yaml/too-deep depth-flow-small:yaml/too-deep depth-block:yaml/too-deep depth-maps:yaml/too-deep \
  depth-braces:yaml/too-deep large:yaml/too-large long-line:schema/required many-lines:yaml/empty \
  alias-bomb:yaml/alias alias-cycle:yaml/alias double-keys:yaml/duplicate-key double-keys-flow:yaml/duplicate-key \
  many-keys:schema/additionalProperties long-key:yaml/syntax question-marks:'yaml/.*' quotes:yaml/syntax \
  anchors:'yaml/.*' stars:'yaml/.*' tags:'yaml/.*' not-utf8:yaml/encoding surrogate-bytes:yaml/encoding \
  utf16:yaml/encoding nul:yaml/damaged all-nul:yaml/damaged nel:yaml/line-break line-separator:yaml/line-break \
  carriage-return:yaml/line-break bidi:yaml/bidi surrogate-escape:yaml/syntax thousand-faults:'schema/.*'; do
  record "${each%%:*}" "${each#*:}"
done

validate() { # SCHEMA INPUT EXPECTED
  cp "inputs/$2" "input-$2"
  run "$2 $1" "$3" validate "inputs/$1.schema.json" "input-$2" --format jsonl
}
if "$koja" validate --help >/dev/null 2>&1; then
  echo "Anything, \`koja validate\`:"
  for name in depth-flow depth-block depth-braces; do cp inputs/$name inputs/$name.yaml && validate any $name.yaml yaml/too-deep; done
  for name in alias-bomb alias-cycle; do cp inputs/$name inputs/$name.yaml && validate any $name.yaml 'yaml/.*'; done
  for name in large long-line many-keys; do cp inputs/$name inputs/$name.yaml && validate any $name.yaml none; done
  cp inputs/double-keys inputs/double-keys.yaml && validate any double-keys.yaml yaml/duplicate-key
  validate any deep.json json/too-deep
  validate any deep-objects.json json/too-deep
  validate any double-keys.json json/duplicate-key
  validate any surrogate.json json/surrogate
  validate any big-number.json none
  validate any nested-quotes.json 'json/.*'
  validate any long-text.json none
  validate regex a.json 'schema/pattern.*'
  validate regex long-text.json 'schema/pattern.*'
  validate self a.json 'schema/.*'
  validate loop a.json 'schema/.*'
  validate dynamic a.json 'schema/.*'
  validate deep a.json none
  validate wide a.json none
  validate unique unique.json schema/uniqueItems
  validate unique lists.json none
  validate unique-inside nested.json none
  validate any hashes.yaml yaml/empty
  validate bad-pattern a.json 'schema/.*'
fi
[ $failures -eq 0 ] || echo "$failures without the finding that was expected"
exit $((failures > 0))
