#!/usr/bin/env bash
# Several writers on one clone at once, stock git among them: nothing is lost, made twice or waits forever.
#
#   Tests/Harness/writers.sh [KOJA] [ROUNDS] [WRITERS] [LIMIT]
#
# Of WRITERS writers (16) the last commits other files with stock git; the others use the tool, some on the same record.
# Every command must end within LIMIT seconds (60). Exit 1 and a kept folder when something was wrong.
set -u
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
rounds=${2:-10} writers=${3:-16} limit=${4:-60}
begin writers "${1:-.build/release/koja}"

complaint=(class=complaint category=lampu-jalan channel=sikesal "description=Tiga tiang gelap" reporter.anonymous=ya
  reporter.secret=tidak)
shared=$(k new complaints "${complaint[@]}" "summary=Lampu padam" 2>"$work/words") || { echo "writers: no first record" >&2; exit 2; }
base=$(git rev-parse HEAD)

# One change of a writer; its words go to $work/writer-N.
one() {
  local writer=$1 number=$2 words
  words=$(token "$number")
  case $((number % 4)) in
    0) set -- new complaints "${complaint[@]}" "summary=Lampu padam $words" ;;
    1) set -- set "$shared" "summary=Lampu padam $words" ;;
    2) set -- new letters direction=incoming kind=invitation "abstract=Rapat $words" subject=Undangan \
      sender.unit=bappeda unit=diskominfo "number=$number/BAPPEDA" letter_date=2026-03-03 \
      "received_at=$(date +%Y-%m-%dT%H:%M:%S%:z)" urgency=ordinary secrecy=ordinary ;;
    3) set -- set "$own" "summary=Lampu padam $words" ;;
  esac
  timeout "$limit" "$koja" --lang en "$@" >>"$work/writer-$writer" 2>&1
}

# A writer with the tool: `number code milliseconds` for each change. Exit 4 (somebody else was writing) is no answer
# to hold against it: it is told, and the change must not be in the history.
tool_writer() {
  local writer=$1 round number from own
  own=$(k new complaints "${complaint[@]}" "summary=Lampu padam $(token "$((writer * 1000 + 999))")" 2>>"$work/writer-$writer") \
    && echo "$((writer * 1000 + 999)) 0 0"
  for ((round = 0; round < rounds; round++)); do
    number=$((writer * 1000 + round))
    from=$(date +%s%N)
    one "$writer" "$number"
    echo "$number $? $((($(date +%s%N) - from) / 1000000))"
  done
}

# A writer with stock git, which does not wait for its lock: it tries again, at most so long as the limit.
git_writer() {
  local writer=$1 round number from code tries
  mkdir -p notes
  for ((round = 0; round < rounds; round++)); do
    number=$((writer * 1000 + round))
    from=$(date +%s%N)
    token "$number" >"notes/$number.txt"
    for ((tries = 0; tries < limit * 50; tries++)); do
      git add "notes/$number.txt" && git commit -q -m "notes: $number" -- "notes/$number.txt"
      code=$?
      ((code == 0)) && break
      sleep 0.02
    done >>"$work/writer-$writer" 2>&1
    echo "$number $code $((($(date +%s%N) - from) / 1000000))"
  done
}

begun=$(date +%s%N)
for ((writer = 1; writer <= writers; writer++)); do
  if ((writer < writers)); then tool_writer "$writer" >"$work/ledger-$writer" & else git_writer "$writer" >"$work/ledger-$writer" & fi
done
wait
spent=$((($(date +%s%N) - begun) / 1000000))

check_rest

declare -A seen=()
while read -r count token; do
  token=${token#harness-}
  seen[${token%-end}]=$count
done < <(history_tokens)
made=0 refused=0 longest=0 expected=0
while read -r number code milliseconds; do
  expected=$((expected + 1))
  count=${seen[$number]:-0}
  ((milliseconds > longest)) && longest=$milliseconds
  case $code in
    0) made=$((made + 1)); ((count == 1)) || violation "change $number was acknowledged and is in the history $count times" ;;
    4) refused=$((refused + 1)); ((count == 0)) || violation "change $number was refused and is in the history $count times" ;;
    124) violation "change $number waited longer than $limit s" ;;
    *) violation "change $number: exit $code; see $work/writer-$((number / 1000))" ;;
  esac
done < <(cat "$work"/ledger-*)
((expected == writers * rounds + writers - 1)) || violation "$expected answers for $((writers * rounds + writers - 1)) changes"
commits=$(git rev-list --count "$base..HEAD")
((commits == made)) || violation "$commits commits for $made acknowledged changes"
((refused == 0)) || violation "$refused changes were turned away, where waiting a little would have done"

echo "writers: $writers writers, $rounds rounds each, one of them stock git, in $((spent / 1000)).$(printf %03d $((spent % 1000))) s"
echo "  $made changes acknowledged, $refused turned away, $commits commits; longest wait $longest ms"
finish
