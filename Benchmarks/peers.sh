#!/bin/sh
# Puts the peers that come from PyPI into a virtual environment below .build/bench.
set -eu
cd "$(dirname "$0")/.."
mkdir -p .build/bench
python3 -m venv .build/bench/peers
.build/bench/peers/bin/pip install -q sqlite-utils check-jsonschema sourcemeta-jsonschema
