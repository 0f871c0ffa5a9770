#!/bin/bash
# Measures koja beside the tools that people would otherwise use, on the made-up city, in one run on one machine.
#
#   Benchmarks/bench.sh TOOL [RECORDS] [RUNS] [COMMITS]
#
# COMMITS is what `koja demo --commits` takes; a month's folder of a million records makes one commit per record a
# matter of hours for any tool, so the large run has one per day.
#
# Figures are printed and never asserted. Peers that are not installed are said and left out; `make bench-peers` puts
# those of PyPI into a virtual environment. What each row compares is said in its line.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=$(realpath "$1")
records=${2:-100000}
runs=${3:-5}
commits=${4:-record}
work=.build/bench
mkdir -p "$work"
work=$(realpath "$work")
export PATH=$work/peers/bin:$PATH
export GIT_AUTHOR_NAME=bench GIT_AUTHOR_EMAIL=rina.sari@jambi.example
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL

cc -O2 -o "$work/measure" Benchmarks/measure.c
cc -O2 -o "$work/yaml_loop" Benchmarks/yaml_loop.c -lyaml
cc -O2 -pthread -o "$work/stat_walk" Benchmarks/stat_walk.c

city=$work/city-$records
if [ ! -e "$city/.done" ] || [ "$tool" -nt "$city/.done" ]; then
  rm -rf "$city"
  echo "making the city of $records records ..."
  "$tool" demo "$city" --records "$records" --seed 1 --commits "$commits" >/dev/null
  git -C "$city" commit-graph write --reachable 2>/dev/null || true
  echo .done >>"$city/.git/info/exclude"
  touch "$city/.done"
fi
echo "$(uname -sm), $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), $(date +%Y-%m-%d); koja $("$tool" --version), $(git --version), $records records, $(git -C "$city" rev-list --count HEAD) commits"

has() { command -v "$1" >/dev/null 2>&1; }
missing=""
row() { printf '%s\t%s\t%s\n' "$1" "$2" "$3"; }
peer() { # peer PROGRAM GROUP LABEL COMMAND
  if has "$1"; then row "$2" "$3" "$4"; else missing="$missing $1"; fi
}

k="$tool --store $city"
case=$("$tool" --store "$city" list complaints --format ids --limit 1)
file=$("$tool" --store "$city" list complaints --format paths --limit 1)
"$tool" --store "$city" list complaints --format jsonl --columns id,status,unit,received_at >"$work/complaints.jsonl"
table=$work/table
{
  g="Validate all files: every rule, all findings | the same files read and parsed | the complaints against one schema (budget: 0.75 x the libyaml loop)"
  row "$g" "koja check" "$k check"
  row "$g" "libyaml event loop, one core, in C" "$work/yaml_loop $city/records"
  peer sourcemeta-jsonschema "$g" "sourcemeta jsonschema --fast, first error only" "sourcemeta-jsonschema validate --fast $city/schemas/complaints/schema.yaml $city/records/complaints --extension .yaml"
  month=$(dirname "$file")
  g="Validate the complaints of one month ($(find "$city/$month" -name '*.yaml' | wc -l) files): every rule | one schema"
  row "$g" "koja check of the folder" "$k check $city/$month"
  peer check-jsonschema "$g" "check-jsonschema, no places" "check-jsonschema --schemafile $city/schemas/complaints/schema.yaml $city/$month/*.yaml"
  g="Check again after one edit (budget: 1.0 x git status)"
  row "$g" "koja check of the edited file" "$k check $city/$file"
  row "$g" "koja status" "$k status"
  row "$g" "git status" "git -C $city status --porcelain"
  row "$g" "parallel stat walk, in C" "$work/stat_walk $city/records"
  g="Filter query from a cold process (budget: verified 1.0 x git status, --no-refresh 30 ms)"
  row "$g" "koja list, work tree verified" "$k list complaints status:assigned unit:perkim --limit 50"
  row "$g" "koja list --no-refresh" "$k list complaints status:assigned unit:perkim --limit 50 --no-refresh"
  row "$g" "git status" "git -C $city status --porcelain"
  peer rg "$g" "ripgrep for the status in all files" "rg -l '^status: assigned' $city/records/complaints"
  peer jq "$g" "jq over an exported JSONL" "jq -c 'select(.status == \"assigned\" and .unit == \"perkim\")' $work/complaints.jsonl"
  if has recsel; then
    "$tool" --store "$city" list complaints --format csv --columns id,status,unit,received_at | csv2rec -t c >"$work/complaints.rec"
  fi
  peer recsel "$g" "recsel over exported records" "recsel -t c -e 'status = \"assigned\" && unit = \"perkim\"' $work/complaints.rec"
  g="Build the index from nothing (budget: 3 s for 100,000 files; here are $(find "$city/records" -name "*.yaml" | wc -l))"
  row "$g" "koja index rebuild" "$k index rebuild"
  peer sqlite-utils "$g" "sqlite-utils insert, from one JSONL of four columns" "rm -f $work/x.db; sqlite-utils insert $work/x.db c $work/complaints.jsonl --nl"
  g="Change one record: validated and committed | added and committed, nothing validated (budget: 0.75 x git)"
  row "$g" "koja set" "$k set $case summary=\"Lampu \$(date +%s%N)\""
  row "$g" "git add + git commit" "echo \"# \$(date +%s%N)\" >> $city/$file; git -C $city add $file; git -C $city commit -qm x"
  g="History of one record (budget: 30 ms)"
  row "$g" "koja log ID" "$k log $case"
  row "$g" "git log -- path" "git -C $city log --format=%H -- $file"
  g="Start-up (budget: 15 ms)"
  row "$g" "koja --version" "$tool --version"
  peer sqlite-utils "$g" "sqlite-utils --version" "sqlite-utils --version"
  row "$g" "git --version" "git --version"
} >"$table"
"$work/measure" "$runs" <"$table"

g="Bulk: one commit per $commits (budget: 2 x the time of fast-import)"
{
  row "$g" "koja demo, records made and written" "rm -rf $work/again; $tool demo $work/again --records $records --seed 2 --commits $commits"
  row "$g" "git fast-import of the same trees" "rm -rf $work/import; git init -q $work/import; git -C $work/import fast-import --quiet < $work/city.export"
} >"$table"
git -C "$city" fast-export HEAD >"$work/city.export"
"$work/measure" 1 cold <"$table"
rm -rf "$work/again" "$work/import" "$work/city.export"
git -C "$city" checkout -q -- . 2>/dev/null || true

# A file of records is taken in twice: once for what fast-import gets, once with the clock running. All of them lie in one
# month's folder, so a commit for each costs git's trees the square of their count: there are fewer of those.
take_in() { # take_in COMMITS COUNT
  local lines=$work/intake.jsonl town=$work/town
  awk -v n="$2" 'BEGIN { for (i = 1; i <= n; i++) printf "{\"class\": \"complaint\", \"category\": \"drainase\", \"channel\": \"lapor\", \"refs\": [{\"system\": \"lapor\", \"id\": \"%d\"}], \"received_at\": \"2026-07-%02dT%02d:%02d\", \"summary\": \"Selokan tersumbat di tempat %d\", \"description\": \"Air meluap ke jalan sejak %d hari lalu; warga sudah membersihkan sendiri, tetapi rumah tergenang setiap kali hujan turun dengan deras.\", \"reporter\": {\"anonymous\": true, \"secret\": false}}\n", i, 1 + i % 28, i % 24, i % 60, i, i % 30 }' >"$lines"
  rm -rf "$town" "$town-base"
  "$tool" demo "$town-base" --records 300 --seed 3 >/dev/null
  cp -a "$town-base" "$town"
  "$tool" --store "$town" new complaints --from "$lines" --commits "$1" >/dev/null 2>&1
  git -C "$town" fast-export "$(git -C "$town-base" rev-parse HEAD)..HEAD" >"$work/intake.export"
  local g="Take in a file of $2 complaints, one commit per $1: validated, work tree written | history only (budget: 2 x)"
  {
    row "$g" "koja new --from" "rm -rf $town; cp -a $town-base $town; $tool --store $town new complaints --from $lines --commits $1 2>&1"
    row "$g" "git fast-import of the same contents" "rm -rf $town; cp -a $town-base $town; git -C $town fast-import --quiet --force <$work/intake.export"
  } >"$table"
  "$work/measure" 1 cold <"$table"
  rm -rf "$town" "$town-base" "$lines" "$work/intake.export"
}
take_in batch "$records"
take_in record "$((records < 20000 ? records : 20000))"

# Both read every commit; the index of the history is removed before, so that it is made anew.
g="Build the history index from nothing | git log --raw, without values (budget: 12 x)"
{
  row "$g" "koja log ID, no index of the history" "rm -f $city/.git/koja/history.db*; $k log $case"
  row "$g" "git log --raw" "git -C $city log --raw --format=%H"
} >"$table"
"$work/measure" 1 cold <"$table"

g="Audit of every commit"
row "$g" "koja audit" "$k audit" >"$table"
"$work/measure" 1 cold <"$table"
[ -z "$missing" ] || echo "not installed and left out:$(printf '%s\n' $missing | sort -u | tr '\n' ' ' | sed 's/^/ /')"
