#!/usr/bin/env bash
# The suite: on SQLite, on a private PostgreSQL as a role that owns nothing, then in a real browser.
# `all`, `databases` or `browser`.
set -euo pipefail
cd "$(dirname "$0")/.."
which=${1:-all}
unset SAKIP_DATABASE_URL SAKIP_HARI_INI SAKIP_TEST_SQLITE
SAKIP_DATA_DIR=$(mktemp -d)
export SAKIP_DATA_DIR
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$SAKIP_DATA_DIR"' EXIT
cpus=$(nproc)
workers=$((cpus < 8 ? cpus : 8))
browsers=$((cpus < 4 ? cpus : 4)) # each starts a server of its own and fills the demo

if [ "$which" != browser ]; then
  echo "== Uji di SQLite"
  .venv/bin/pytest -n "$workers" --dist worksteal -m "not browser" -p sakip.tests.pendengar
  # The guards begin and end on one processor: PostgreSQL does not wait for them.
  .venv/bin/python -m bukti.penjaga --contoh 20 --benih 88 >"$SAKIP_DATA_DIR/penjaga" 2>&1 &
  guards=$!
  echo "== Uji di PostgreSQL, sebagai peran yang tidak memiliki apa pun"
  tools/postgres.sh .venv/bin/pytest -n "$workers" --dist worksteal -m "not browser and not bukti and not sekali"
  echo "== Dua puluh penjaga dicabut satu per satu"
  wait "$guards" || { cat "$SAKIP_DATA_DIR/penjaga"; exit 1; }
  cat "$SAKIP_DATA_DIR/penjaga"
fi
if [ "$which" != databases ]; then
  echo "== Setiap halaman di peramban, dan dua orang yang menulis serempak, di SQLite"
  .venv/bin/pytest -n "$browsers" --dist worksteal -m "browser and (halaman or serempak)" sakip/tests/browser
  echo "== Setiap perjalanan di peramban, di PostgreSQL"
  tools/postgres.sh sh -c \
    "SAKIP_BROWSER_DATABASE_URL=\$SAKIP_DATABASE_URL exec .venv/bin/pytest -n $browsers --dist worksteal -m 'browser and not halaman' sakip/tests/browser"
fi
