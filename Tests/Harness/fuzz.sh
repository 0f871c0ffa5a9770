#!/bin/bash
# Runs every fuzz subject for some seconds under the address sanitizer: fuzz.sh SECONDS [SUBJECT...]
# Seeds: the shipped records and schemas, the JSON Schema suite where it is at hand, and what was found before.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
shift || true
subjects=("$@")
[ ${#subjects[@]} -gt 0 ] || subjects=(records stream json schema filter picture)
build=.build/fuzz
mkdir -p .build
export KOJA_FUZZ=1
swift build --scratch-path $build --sanitize address --sanitize fuzzer --product koja-fuzz >$build.log 2>&1 ||
  { tail -30 $build.log; exit 1; }
suite=${JSON_SCHEMA_TEST_SUITE:-../shared/json-schema-test-suite}

seed() { # SUBJECT: a folder with small files to begin with
  local folder=$build/seeds/$1 file
  rm -rf "$folder" && mkdir -p "$folder"
  cp Tests/Fuzz/Corpus/"$1"/* "$folder"
  case $1 in
  records | stream) find records schemas -name '*.yaml' -size -4k -exec cp --backup=numbered -t "$folder" {} + ;;
  json) find "$suite" -name '*.json' -size -4k -exec cp --backup=numbered -t "$folder" {} + || true ;;
  schema)
    for file in schemas/*/schema.yaml; do cp "$file" "$folder/$(basename "$(dirname "$file")").yaml"; done
    python3 Tests/Harness/differential.py make $build/pairs.jsonl 2000 7
    python3 - "$folder" $build/pairs.jsonl <<'P'
import json, sys
for number, line in enumerate(open(sys.argv[2], encoding="utf-8")):
    pair = json.loads(line)
    texts = [json.dumps(text, ensure_ascii=False) for text in [pair["schema"]] + pair["instances"][:2]]
    open("%s/pair-%d.yaml" % (sys.argv[1], number), "w", encoding="utf-8").write("\n---\n".join(texts) + "\n")
P
    ;;
  esac
}

status=0
for subject in "${subjects[@]}"; do
  seed "$subject"
  mkdir -p $build/corpus/"$subject" $build/found
  log=$build/"$subject".log
  # What Swift keeps for good (globals made on first use) looks like a leak, to libFuzzer and to the sanitizer at the end.
  ASAN_OPTIONS=detect_leaks=0 KOJA_FUZZ_SUBJECT=$subject $build/debug/koja-fuzz -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
    -dict=Tests/Fuzz/tokens.dict -artifact_prefix=$build/found/"$subject"- -print_final_stats=1 -detect_leaks=0 \
    $build/corpus/"$subject" $build/seeds/"$subject" >"$log" 2>&1 && result=clean || { result=FOUND; status=1; }
  executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  edges=$(grep -o 'cov: [0-9]*' "$log" | tail -1 | cut -c6-) || true
  printf '%-8s %10s executions %8s edges  %s\n' "$subject" "${executed:-?}" "${edges:-?}" $result
  [ $result = clean ] || grep -E "^$subject:|ERROR|SUMMARY|Fatal error|Test unit written" "$log" | head -5
done
exit $status
