#!/usr/bin/env bash
# Does anything to the files of a store and proves each time that the index equals a fresh scan of them.
#
#   Tests/Harness/index.sh [KOJA] [OPERATIONS] [SEED]
#
# Edits by hand (of one size in one second, too) and by the tool, moves, deletions, copies, garbage, other times on the same
# bytes, targets and calendars, commits, branch switches, merges, lost flat files, changed schemas, and koja killed at any
# moment while it brings the index up to date. `koja index verify` compares all tables with an index made from nothing.
# Exit 1 and a kept folder when they differ.
set -u
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
operations=${2:-10000} RANDOM=${3:-20260320}
seed=${3:-20260320}
begin index "${1:-.build/release/koja}"
git branch -q side
declare -A done_of=()
killed=0 proofs=0

# A file below a folder, at random; empty where there is none.
pick() {
  local files
  mapfile -t files < <(find "records/${1:-complaints}" -name '*.yaml' -type f | sort)
  ((${#files[@]})) && echo "${files[$((RANDOM % ${#files[@]}))]}"
}

refresh() { k count complaints >/dev/null 2>&1; }

operate() {
  local number=$1 kind=$2 file
  file=$(pick)
  [[ -n $file ]] || { git checkout -q -f main -- records; return; }
  case $kind in
    edit) echo "# $number" >>"$file" ;;
    edit-any) file=$(pick "$(ls records | shuf -n 1 --random-source=<(yes "$number"))"); [[ -z $file ]] || echo "# $number" >>"$file" ;;
    twins)
      # One size, one second, the index brought up to date in between.
      for word in low mid; do
        sed -i "1i # $word $((number % 10))" "$file"
        refresh
        sed -i '1d' "$file"
        sed -i "1i # $((number % 10)) $word" "$file"
      done ;;
    same-size) sed -i 's/^summary: "\(.\)/summary: "'$((number % 10))'/' "$file" ;;
    tool) k set "$(basename "$file" .yaml)" "priority=$(shuf -n 1 -e low normal high --random-source=<(yes "$number"))" >/dev/null 2>&1 ;;
    move) mkdir -p records/complaints/elsewhere && mv "$file" "records/complaints/elsewhere/$number.yaml" ;;
    rename) mv "$file" "${file%.yaml}-x.yaml" ;;
    delete) rm "$file" ;;
    copy) cp "$file" "$(dirname "$file")/COPY-$number.yaml" ;;
    garbage) printf 'a: [' >"$file" ;;
    empty) : >"$file" ;;
    link) ln -sf "$(basename "$file")" "$(dirname "$file")/LINK-$number.yaml" ;;
    touch) touch -d "2026-01-0$((number % 9 + 1))" "$file" ;;
    folder) mv "$(dirname "$file")" "$(dirname "$file")$((number % 10))" 2>/dev/null ;;
    target) file=$(pick categories); [[ -z $file ]] || sed -i "s/amount: .*/amount: $((number % 90 + 1))/" "$file" ;;
    calendar)
      file=records/calendars/kota-jambi.yaml
      if [[ -e $file ]]; then sed -i "0,/date: \"2026-/s//date: \"2026-0$((number % 9 + 1))-1$((number % 9))\" # /" "$file"
      else git checkout -q -f main -- "$file"; fi ;;
    calendar-gone) rm -f records/calendars/kota-jambi.yaml ;;
    restore) git checkout -q -f HEAD -- records ;;
    commit) git add -A && git commit -q --no-verify -m "$number" ;;
    switch) git add -A && git commit -q --no-verify -m "$number"; git checkout -q -f "$(shuf -n 1 -e main side --random-source=<(yes "$number"))" ;;
    merge)
      git add -A && git commit -q --no-verify -m "$number"
      git merge -q --no-verify -m "$number" "$(shuf -n 1 -e main side --random-source=<(yes "$number"))" >/dev/null 2>&1 \
        || { refresh; git merge --abort; } ;;
    start-again) git add -A && git commit -q --no-verify -m "$number"; git checkout -q -f "$base" -- records; git clean -qfd records ;;
    flat-file) rm -f .git/koja/work.*.stat ;;
    flat-damage) for file in .git/koja/work.*.stat; do [[ ! -e $file ]] || { cp "$file" "$work/stat"; rm "$file"; head -c $((number * 37 % 9000)) "$work/stat" >"$file"; }; done ;;
    schema) echo "# $number" >>schemas/store.yaml ;;
    together)
      echo "# $number" >>"$file"
      for _ in 1 2 3; do refresh & done
      wait ;;
    kill | kill-new)
      [[ $kind == kill ]] || rm -f .git/koja/work.db
      echo "# $number" >>"$file"
      timeout -s KILL "0.0$((RANDOM % 100))" "$koja" count complaints >/dev/null 2>&1
      killed=$((killed + 1)) ;;
  esac
}

kinds=(edit edit edit-any twins same-size same-size tool move rename delete copy garbage empty link touch folder target
  target calendar calendar-gone restore commit switch merge start-again flat-file flat-damage schema together kill kill kill-new)
for ((number = 1; number <= operations; number++)); do
  kind=${kinds[$((RANDOM % ${#kinds[@]}))]}
  echo "$number $kind" >"$work/progress"
  operate "$number" "$kind" 2>>"$work/err"
  done_of[$kind]=$((${done_of[$kind]:-0} + 1))
  ((RANDOM % 3 == 0 || number == operations)) || continue
  proofs=$((proofs + 1))
  k index verify >"$work/out" 2>&1 || { violation "after operation $number ($kind)"; cat "$work/out"; }
done

for kind in "${!done_of[@]}"; do printf '%-14s %6d\n' "$kind" "${done_of[$kind]}"; done | sort
echo "seed $seed: $operations operations, $killed kills, $proofs proofs, $violations differences"
finish
