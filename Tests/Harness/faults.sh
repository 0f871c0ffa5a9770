#!/usr/bin/env bash
# What goes wrong around the tool: a full disk, an objects folder that is read-only, a lock that somebody left, nobody to
# be, a damaged object. Each time the exit code is the agreed one, the words name the trouble, nothing is half-written,
# and when the trouble is over the next command works.
#
#   Tests/Harness/faults.sh [KOJA]
#
# The full disk needs the right to mount (root), the read-only folder a second user; without them they are left out, and
# that is said. Exit 1 and a kept folder when something was wrong.
set -u
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
begin faults "${1:-.build/release/koja}"
id=$(basename "$(find records/complaints -name '*.yaml' | sort | head -n 1)" .yaml)
file=$(find records/complaints -name "$id.yaml")

# expect NAME EXIT WORDS COMMAND...: the command ends so, says the words, and leaves the work tree and the branch alone.
expect() {
  local name=$1 code=$2 words=$3 head status found
  shift 3
  head=$(git rev-parse HEAD) status=$(git status --porcelain 2>&1)
  "$@" >"$work/out" 2>&1
  found=$?
  [[ $found == "$code" ]] || violation "$name: exit $found, not $code: $(head -c 300 "$work/out")"
  # The words may be broken over lines.
  tr -s '\n ' '  ' <"$work/out" | grep -q "$words" || violation "$name: does not say \"$words\": $(head -c 300 "$work/out")"
  [[ $(git rev-parse HEAD) == "$head" ]] || violation "$name: the branch moved"
  [[ $(git status --porcelain 2>&1) == "$status" ]] || violation "$name: the work tree changed: $(git status --porcelain)"
  echo "  $name: exit $found, $(tr -s '\n ' '  ' <"$work/out" | head -c 100)"
}

echo "faults:"
# Somebody's lock, waited for and then named.
touch .git/index.lock
expect "a lock of another program" 4 "index.lock" k set "$id" rating=3
rm .git/index.lock

# Nobody to be.
expect "nobody to be" 5 "user.email" env -u GIT_AUTHOR_NAME -u GIT_AUTHOR_EMAIL -u GIT_COMMITTER_NAME \
  -u GIT_COMMITTER_EMAIL -u EMAIL "$koja" --lang en set "$id" rating=3

# A branch that is not there to write on.
git switch -q --detach
expect "a detached head" 4 "on no branch" k set "$id" rating=3
git switch -q main

# An object that is damaged.
tree=$(git rev-parse HEAD^{tree})
cp -r .git "$work/whole"
mkdir "$work/packs" && mv .git/objects/pack/* "$work/packs" 2>/dev/null
for pack in "$work"/packs/*.pack; do [[ -e $pack ]] && git unpack-objects -q <"$pack"; done
object=.git/objects/${tree:0:2}/${tree:2}
chmod u+w "$object" && printf 'x' | dd of="$object" bs=1 seek=10 conv=notrunc 2>/dev/null
"$koja" --lang en set "$id" rating=3 >"$work/out" 2>&1
code=$?
grep -q "damaged" "$work/out" || violation "a damaged tree: does not say so: $(head -c 300 "$work/out")"
((code == 5)) || violation "a damaged tree: exit $code: $(head -c 300 "$work/out")"
[[ $(git rev-parse HEAD) == "$(git rev-parse main)" ]] || violation "a damaged tree: the branch moved"
git diff --quiet -- "$file" 2>/dev/null || [[ $(git hash-object "$file") == $(git rev-parse ":$file") ]] \
  || violation "a damaged tree: the file changed"
echo "  a damaged tree: exit $code, $(tr -s '\n ' '  ' <"$work/out" | head -c 100)"
rm -rf .git && mv "$work/whole" .git

# An objects folder that another user may read and not write.
if ((EUID == 0)) && command -v setpriv >/dev/null; then
  chmod -R go+rX "$work"
  chmod go+rwX . records && chown -R 65534 records .git/koja 2>/dev/null
  chown 65534 . .git
  expect "a read-only objects folder" 5 "no permission" setpriv --reuid=65534 --clear-groups env HOME="$HOME" \
    "$koja" --lang en set "$id" rating=3
  chown -R 0 .
else
  echo "  a read-only objects folder: left out (needs root and setpriv)"
fi

# A disk that is full, at every size of what is left.
disk=$work/disk
mkdir "$disk"
if mount -t tmpfs -o size=96m tmpfs "$disk" 2>/dev/null; then
  git clone -q . "$disk/store" && cd "$disk/store" || exit 2
  git switch -q -C main
  echo /fill >>.git/info/exclude
  k index rebuild >/dev/null 2>&1
  refused=0 done=0
  for ((left = 0; left <= 400; left += 10)); do
    free=$(df --output=avail -B1024 . | tail -n 1)
    ((free > left)) && dd if=/dev/zero of=fill bs=1024 count=$((free - left)) 2>/dev/null
    head=$(git rev-parse HEAD)
    k set "$id" "summary=Lampu padam $(token $left)" >"$work/out" 2>&1
    code=$?
    rm -f fill
    case $code in
      0) done=$((done + 1)) ;;
      5)
        refused=$((refused + 1))
        # Before the branch moved, or behind it.
        tr -s '\n ' '  ' <"$work/out" | grep -qE "free some space|the next koja command that writes finishes it" || violation "full disk, $left KiB left: $(head -c 300 "$work/out")" ;;
      *) violation "full disk, $left KiB left: exit $code: $(head -c 300 "$work/out")" ;;
    esac
    if [[ $(git rev-parse HEAD) == "$head" ]]; then
      ((code == 0)) && violation "full disk, $left KiB left: acknowledged and not there"
      k set "$id" "summary=Lampu padam $(token $left)" >"$work/out" 2>&1 \
        || violation "full disk, $left KiB left: the next command fails: $(head -c 300 "$work/out")"
    fi
  done
  check_rest
  ((refused)) || violation "the disk was never full"
  echo "  a full disk at 41 sizes: $refused refused, $done done, each once: $(history_tokens | awk '$1 != 1' | wc -l) others"
  (($(history_tokens | wc -l) == 41)) || violation "full disk: $(history_tokens | wc -l) changes of 41 in the history"
  cd "$work/store" && umount "$disk"
else
  echo "  a full disk: left out (needs the right to mount)"
fi
check_rest
finish
