#!/bin/sh
# Puts the peers that come from PyPI into a virtual environment below .build/bench.
set -eu
cd "$(dirname "$0")/.."
mkdir -p .build/bench
python3 -m venv .build/bench/peers
.build/bench/peers/bin/pip install -q sqlite-utils check-jsonschema sourcemeta-jsonschema
# The wheel's program is a wrapper in Python with a name that another package takes too; the tool itself lies inside.
for program in .build/bench/peers/lib/python3*/site-packages/sourcemeta_jsonschema/jsonschema-linux-"$(uname -m)"; do
  chmod +x "$program"
  ln -sf "$(realpath "$program")" .build/bench/peers/bin/sourcemeta-jsonschema
done
