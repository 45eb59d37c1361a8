#!/usr/bin/env bash
# Writes the hash-locked requirements anew from requirements/*.in; no download addresses go into them.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x .venv/bin/uv ] || tools/setup.sh base
for group in base pg dev e2e; do
  .venv/bin/uv pip compile --quiet --generate-hashes --universal --no-emit-index-url \
    --python-version 3.11 "requirements/$group.in" -o "requirements/$group.txt"
done
