#!/bin/sh
# Installs the system packages that koja is built with, where they are missing. Debian 12 and its relatives.
set -eu

missing=""
for package in libyaml-dev libgit2-dev libsqlite3-dev libpcre2-dev zlib1g-dev pkg-config git; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "installing:$missing"
if [ "$(id -u)" -eq 0 ]; then
  sudo=""
elif command -v sudo >/dev/null 2>&1; then
  sudo="sudo"
else
  echo "koja needs these packages:$missing" >&2
  echo "install them as root: apt-get install$missing" >&2
  exit 5
fi
# A machine that has never looked has no lists yet.
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q $missing >/dev/null 2>&1 || {
  $sudo apt-get update -q
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q $missing
}
