#!/bin/bash
# Compares koja's verdicts on made-up schemas and instances with those of jsonschema-rs and python-jsonschema, which are
# installed from PyPI into .build: differential.sh COUNT [SEED]
set -euo pipefail
cd "$(dirname "$0")/../.."
python=.build/differential/bin/python
pairs=$PWD/.build/pairs.jsonl
if [ ! -x $python ]; then
  python3 -m venv .build/differential
  $python -m pip install --quiet jsonschema==4.26.0 jsonschema-rs==0.61.0
fi
python3 Tests/Harness/differential.py make "$pairs" "$1" "${2:-1}"
KOJA_PAIRS=$pairs swift test --filter DifferentialTests >.build/differential.log 2>&1 || { tail -20 .build/differential.log; exit 1; }
$python Tests/Harness/differential.py judge "$pairs" Tests/Harness/differential-explained.tsv
