#!/usr/bin/env bash
# A made-up city of any size, used as a city would be: every collection has records, the check finds no error, every report
# answers, the overview and an officer's desk fit their screens, and the pages are published for both audiences. Prints how
# long each took.
#
#   Tests/Harness/city.sh [KOJA [RECORDS]]
#
# 100,000 records take about three minutes and 2 GB below TMPDIR. Exit 1 and a kept folder when something was wrong.
set -u
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
koja=${1:-.build/release/koja}
[[ $koja == /* ]] || koja=$PWD/$koja
records=${2:-100000}
[[ -x $koja ]] || { echo "city: there is no tool at $koja; build it with \`swift build -c release\`" >&2; exit 2; }
export KOJA_DATA=$sources LC_ALL=C
work=$(mktemp -d "${TMPDIR:-/tmp}/koja-city.XXXXXX")
violations=0

# step NAME COMMAND...: the command succeeds and says something; its output is kept in $work/out.
step() {
  local name=$1 start end
  shift
  start=$(date +%s%N)
  "$@" >"$work/out" 2>"$work/error" || { violations=$((violations + 1)); echo "VIOLATION: $name: exit $?"; tail -n 5 "$work/error" "$work/out"; }
  end=$(date +%s%N)
  printf '  %-24s %8d ms\n' "$name" $(((end - start) / 1000000))
}
k() { "$koja" --store "$work/city" --lang en "$@"; }

echo "city of $records records:"
step "demo" "$koja" demo "$work/city" --records "$records" --seed 1
now=$(git -C "$work/city" log -1 --format=%aI)
step "check" k check --now "$now"
step "index from nothing" k index rebuild
for folder in "$work/city/records"/*/; do
  name=$(basename "$folder")
  count=$(find "$folder" -name '*.yaml' | wc -l)
  ((count > 0)) || { violations=$((violations + 1)); echo "VIOLATION: no records of $name"; }
done
for collection in "$work/city/schemas"/*/schema.yaml; do
  name=$(basename "$(dirname "$collection")")
  # A waiver is for a finding; a city that begins without has none.
  [[ $name == waivers || -d $work/city/records/$name ]] || { violations=$((violations + 1)); echo "VIOLATION: no records of $name"; }
done
for report in "$work/city/schemas/reports"/*.yaml; do
  step "report $(basename "$report" .yaml)" k report "$(basename "$report" .yaml)" --now "$now"
done
step "overview" k overview --now "$now"
(($(wc -l <"$work/out") <= 24)) || { violations=$((violations + 1)); echo "VIOLATION: overview has more than 24 lines"; }
officer=$(k list officers --format ids --limit 1)
step "today" k today --officer "$officer" --now "$now"
step "publish internal" k publish "$work/internal" --audience internal --now "$now"
step "publish public" k publish "$work/public" --audience public --now "$now"
((violations == 0)) || { echo "$violations violations; the city is kept in $work"; exit 1; }
rm -rf "$work"
