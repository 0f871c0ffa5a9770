#!/bin/bash
# The main job on the records of this repository: check all; then, in a scratch copy, a complaint goes from intake to
# resolved, with a list, an overdue query and the record's history. Every step shows the command a user would type.
set -euo pipefail
tool=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin"
ln -s "$tool" "$scratch/bin/koja"
PATH=$scratch/bin:$PATH

# Who acts: officers made up for the sample records (records/officers).
as() {
  export GIT_AUTHOR_NAME=$1 GIT_AUTHOR_EMAIL=$2 GIT_COMMITTER_NAME=$1 GIT_COMMITTER_EMAIL=$2
  printf '\n# %s\n' "$1"
}

# Shows a command as it would be typed, then runs it.
step() {
  printf '\n$'
  local word
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_=:,./+-]*)
        if [[ $word == *=* ]]; then printf ' %s="%s"' "${word%%=*}" "${word#*=}"; else printf ' "%s"' "$word"; fi ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
  "$@"
}

step koja check

cp -R schemas records "$scratch/"
cd "$scratch"
printf 'bin/\n' >.gitignore
git -c init.defaultBranch=main init -q .
as "Rina Sari" rina.sari@jambi.example
git add .gitignore schemas records
git commit -qm "Kota Jambi: salinan percobaan"

printf '\n$ koja new complaints class=complaint category=lampu-jalan …\n'
id=$(koja new complaints class=complaint category=lampu-jalan channel=sikesal sample=ya \
  summary="Lampu jalan padam di depan pasar" description="Tiga tiang gelap sejak Senin malam." \
  location.text="Depan pasar" location.area=15.71.01.1003 reporter.anonymous=ya reporter.secret=tidak)
echo "$id"
step koja do "$id" verifikasi
step koja do "$id" teruskan unit=perkim --note "Lampu di tiga tiang mati."
step koja list complaints status:assigned --columns id,unit,received_at,summary
as "Budi Hartono" budi.hartono@jambi.example
step koja do "$id" kerjakan
step koja do "$id" selesaikan response="Tiga lampu sudah diganti." --note "Selesai dikerjakan malam ini."
step koja show "$id"
step koja list complaints overdue:resolve not family:closed --columns id,status,due.resolve
step koja count complaints --by status
step koja log "$id"
printf '\n$ git log -1\n'
git --no-pager log -1
step koja status
