# Shared by the harnesses: a scratch store, its identity, and how a violation is told. To be sourced.
# Needs bash, git and coreutils.

# Makes a scratch folder with a clone of the repository that this file lies in (sharing no file with it: some runs damage
# objects), and stands in it.
# Sets: koja (absolute path of the tool), work (scratch folder), base (the commit that the run begins with).
begin() {
  local name=$1 tool=$2 sources
  sources=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
  [[ $tool == /* ]] || tool=$PWD/$tool
  [[ -x $tool ]] || { echo "$name: there is no tool at $tool; build it with \`swift build -c release\`" >&2; exit 2; }
  koja=$tool
  work=$(mktemp -d "${TMPDIR:-/tmp}/koja-$name.XXXXXX")
  # Nothing of the caller's git reaches the run.
  unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY XDG_CONFIG_HOME
  export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 LC_ALL=C
  export GIT_AUTHOR_NAME="Rina Sari" GIT_AUTHOR_EMAIL=rina.sari@jambi.example
  export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
  mkdir "$HOME" "$work/store"
  git config --global safe.directory '*'
  git config --global gc.auto 0
  git clone -q --no-hardlinks "$sources" "$work/store" 2>/dev/null || { echo "$name: cannot clone $sources" >&2; exit 2; }
  cd "$work/store" || exit 2
  git switch -q -C main
  base=$(git rev-parse HEAD)
  k check >"$work/out" 2>&1 || { cat "$work/out"; echo "$name: the records are not clean to begin with" >&2; exit 2; }
}

# The tool, in English.
k() { "$koja" --lang en "$@"; }

violations=0
violation() {
  violations=$((violations + 1))
  echo "VIOLATION: $*"
  ((violations < 20)) || { echo "too many violations; the store is kept in $work"; exit 1; }
}

# What a change puts into a record, by its number: every change has words of its own, to be found again in the history.
token() { echo "harness-$1-end"; }

# How often each token was put into a record since the beginning, as `count token` lines.
history_tokens() {
  git log --format= -p -U0 --no-renames "$base..HEAD" \
    | grep '^+[^+]' | grep -o 'harness-[0-9]*-end' | sort | uniq -c
}

# A store at rest: everything committed, checked, and nothing left behind.
check_rest() {
  local left
  git fsck --strict --no-dangling >"$work/fsck" 2>&1 || { violation "git fsck --strict"; cat "$work/fsck"; }
  left=$(git status --porcelain)
  [[ -z $left ]] || violation "git status is not empty: $left"
  k check >"$work/out" 2>&1 || { violation "koja check"; tail -n 20 "$work/out"; }
  k status >"$work/out" 2>&1 || { violation "koja status"; tail -n 20 "$work/out"; }
  left=$(find . -name '.koja-*.tmp' -o -name '*.lock' -o -name 'index.koja*' -o -name '*.lock.koja' \
    -o -path '*/koja/journal')
  [[ -z $left ]] || violation "left behind: $left"
}

# Ends the run: the folder stays when something was wrong.
finish() {
  if ((violations)); then
    echo "$violations violations; the store is kept in $work"
    exit 1
  fi
  cd / && rm -rf "$work"
}
