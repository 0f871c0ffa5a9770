#!/usr/bin/env bash
# Kills the tool at random moments and proves that nothing is lost, made twice or left behind.
#
#   Tests/Harness/crash.sh [KOJA] [CHANGES] [KILLS] [SEED]
#
# Of CHANGES changes, KILLS are killed with SIGKILL after a delay anywhere in the time such a command takes. After each,
# `koja status` must tell what is pending and the next command must work without help. In the end every acknowledged
# change is in the history exactly once, and the store is at rest. Exit 1 and a kept folder when not.
set -u
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
changes=${2:-2200} kills=${3:-1000} RANDOM=${4:-20260314}
seed=${4:-20260314}
begin crash "${1:-.build/release/koja}"

declare -a ids=() ledger=() kinds=()
declare -A typical=() made_of=()
# So many records come in a batch.
batch=12
killed=0 last=0 finished=0 undone=0 survived=0 pending=0

# One change of a kind; the number is its token. The tool's words go to $work/out, its exit code is returned.
# With a delay (third argument, seconds) it is killed after that.
change() {
  local kind=$1 number=$2 delay=${3:-} words id file status action line
  words=$(token "$number")
  [[ $kind == new || $kind == letter || $kind == bulk ]] || id=${ids[$((RANDOM % ${#ids[@]}))]}
  case $kind in
    new)
      set -- new complaints class=complaint category=lampu-jalan channel=sikesal "summary=Lampu padam $words" \
        "description=Tiga tiang gelap" reporter.anonymous=ya reporter.secret=tidak ;;
    letter)
      # An incoming letter claims its agenda number when it is received.
      set -- new letters direction=incoming kind=invitation "abstract=Rapat $words" subject=Undangan \
        sender.unit=bappeda unit=diskominfo "number=$number/BAPPEDA" letter_date=2026-03-03 \
        "received_at=$(date +%Y-%m-%dT%H:%M:%S%:z)" urgency=ordinary secrecy=ordinary ;;
    bulk)
      # A batch is one commit of all its records; the first one holds the token.
      for ((line = 0; line < batch; line++)); do
        printf '{"class": "complaint", "category": "drainase", "channel": "lapor", "refs": [{"system": "lapor", "id": "%s"}], "received_at": "2026-07-%02dT08:%02d", "summary": "%s", "description": "Selokan rombongan %s tersumbat", "reporter": {"anonymous": true, "secret": false}}\n' \
          "$number$(printf %03d "$line")" $((1 + line % 28)) $((line % 60)) "$( ((line)) && echo "Selokan $line" || echo "Selokan $words" )" "$number"
      done >"$work/bulk-$number.jsonl"
      set -- new complaints --from "$work/bulk-$number.jsonl" ;;
    set) set -- set "$id" "summary=Lampu padam $words" ;;
    do)
      status=$(sed -n 's/^status: //p' "$(path "$id")")
      case $status in
        received) action=(verify) ;;
        verified) action=(assign unit=perkim) ;;
        assigned) action=(coordinate partners=dlh) ;;
        coordination) action=(start) ;;
        *) action=(assign unit=dlh) ;;
      esac
      set -- do "$id" "${action[@]}" --note "$words" ;;
    commit)
      file=$(path "$id")
      sed -i "s/^summary: .*/summary: \"Lampu padam $words\"   # disunting tangan/" "$file"
      set -- commit ;;
  esac
  if [[ -n $delay ]]; then
    timeout --foreground --preserve-status -s KILL "$delay" "$koja" --lang en "$@" >"$work/out" 2>"$work/err"
  else
    k "$@" >"$work/out" 2>"$work/err"
  fi
}

# Where the record of a minted id lies.
path() { echo "records/complaints/20${1:4:2}/${1:6:2}/$1.yaml"; }

# An acknowledged change: exit 0 and said so.
acknowledge() {
  local kind=$1 number=$2
  [[ -s $work/out || -s $work/err ]] || violation "change $number ($kind): exit 0 without a word"
  ledger[number]=done
  made_of[$kind]=$((${made_of[$kind]:-0} + 1))
  [[ $kind != new ]] || ids+=("$(tail -n 1 "$work/out")")
}

# A change that must work.
plain() {
  local kind=$1 number=$2 code
  change "$kind" "$number"
  code=$?
  if ((code)); then
    violation "change $number ($kind): exit $code: $(head -c 400 "$work/err")"
    ledger[number]=failed
  else
    acknowledge "$kind" "$number"
  fi
}

# After a kill: the state is told, and what is told is so.
look() {
  local number=$1 told code dirty
  told=$(k status 2>&1)
  code=$?
  dirty=$(git --no-optional-locks status --porcelain)
  if [[ -e .git/koja/journal ]]; then
    pending=$((pending + 1))
    [[ $told == *interrupted* ]] || violation "after kill $number: a journal, and status says: $told"
  elif [[ -e .git/index.lock ]]; then
    [[ $told == *index.lock* ]] || violation "after kill $number: an index.lock, and status says: $told"
  elif [[ -n $dirty ]]; then
    [[ $told != *"all records are committed"* ]] || violation "after kill $number: $dirty, and status says: $told"
  else
    [[ $code == 0 ]] || violation "after kill $number: clean, and status says ($code): $told"
  fi
}

# The entries of an associative array, `key value` after `key value`.
figures() {
  local -n table=$1
  local key
  for key in new letter bulk set do commit; do printf '%s %s  ' "$key" "${table[$key]:-0}"; done
}

now() { date +%s%N; }

random_kind() {
  local dice=$((RANDOM % 100))
  if ((dice < 8)); then echo bulk; elif ((dice < 24)); then echo new; elif ((dice < 50)); then echo set; elif ((dice < 75)); then echo do
  elif ((dice < 88)); then echo commit; else echo letter; fi
}

begun=$(now)
number=0

# How long each kind takes, in microseconds: the slower of two.
for kind in new letter bulk set do commit new letter bulk set do commit; do
  from=$(now)
  plain "$kind" "$number"
  took=$((($(now) - from) / 1000))
  ((took > ${typical[$kind]:-0})) && typical[$kind]=$took
  number=$((number + 1))
done

while ((number < changes)); do
  kind=$(random_kind)
  # Kills are spread over the changes that are left; two never follow each other.
  if ((kills > killed && number + 1 < changes && RANDOM % (changes - number) < 2 * (kills - killed) && !last)); then
    killed=$((killed + 1))
    last=1
    delay=$(((RANDOM * 32768 + RANDOM) % typical[$kind] + 1))
    change "$kind" "$number" "$((delay / 1000000)).$(printf %06d $((delay % 1000000)))"
    code=$?
    case $code in
      0) survived=$((survived + 1)); acknowledge "$kind" "$number" ;;
      137) ledger[number]=killed ;;
      *) violation "change $number ($kind): exit $code before its kill: $(head -c 400 "$work/err")" ;;
    esac
    look "$number"
    if [[ ${ledger[number]:-} == killed && $kind == bulk ]]; then
      # The same command goes on where it stopped.
      if k new complaints --from "$work/bulk-$number.jsonl" >"$work/out" 2>"$work/err"; then
        ledger[number]=done
      else
        violation "intake after kill $number: $(head -c 400 "$work/err")"
      fi
    fi
    if [[ ${ledger[number]:-} == killed && $kind == commit ]]; then
      # The edit is still the person's: it must be committed by the next command, unless it was already.
      if k commit >"$work/out" 2>"$work/err"; then
        ledger[number]=done
      else
        violation "commit after kill $number: $(head -c 400 "$work/err")"
      fi
    fi
  else
    last=0
    plain "$kind" "$number"
  fi
  number=$((number + 1))
done
plain set "$number"
total=$((number + 1))
spent=$((($(now) - begun) / 1000000))

check_rest

# The ledger against the history: each acknowledged change once, each killed one once or not at all, nothing else.
declare -A seen=()
while read -r count token; do
  token=${token#harness-}
  seen[${token%-end}]=$count
done < <(history_tokens)
for ((number = 0; number < total; number++)); do
  count=${seen[$number]:-0}
  case ${ledger[number]:-} in
    done) ((count == 1)) || violation "change $number was acknowledged and is in the history $count times" ;;
    killed)
      ((count <= 1)) || violation "change $number was killed and is in the history $count times"
      if ((count)); then finished=$((finished + 1)); else undone=$((undone + 1)); fi ;;
  esac
done
# Of a batch all records are there, or none.
while read -r count _ number; do
  ((count == batch)) || violation "of batch $number there are $count records of $batch"
done < <(git grep -h -o 'rombongan [0-9]*' HEAD -- records | sort | uniq -c)
commits=$(git rev-list --count "$base..HEAD")
((commits == ${#seen[@]})) || violation "$commits commits for ${#seen[@]} changes"
merges=$(git rev-list --count --min-parents=2 "$base..HEAD")
((merges == 0)) || violation "$merges merges"

echo "crash: $total changes, $killed kills (seed $seed) in $((spent / 1000)).$(printf %03d $((spent % 1000))) s"
echo "  killed: $finished in the history, $undone undone, $survived done before the kill; $pending left a journal"
echo "  made: $(figures made_of)"
echo "  typical times in microseconds: $(figures typical)"
echo "  commits: $commits, each acknowledged change exactly once: $( ((violations)) && echo no || echo yes )"
finish
