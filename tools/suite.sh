#!/usr/bin/env bash
# The suite: on SQLite and on a private PostgreSQL as a role that owns nothing, and in a real browser on each.
# `all`, `databases` or `browser`. The two databases stand side by side, each with half of the processors.
set -euo pipefail
set -m # what runs beside is a group of its own: it ends whole
cd "$(dirname "$0")/.."
which=${1:-all}
unset SAKIP_DATABASE_URL SAKIP_HARI_INI SAKIP_TEST_SQLITE
SAKIP_DATA_DIR=$(mktemp -d)
export SAKIP_DATA_DIR
declare -A beside=()
end() {
  for pid in "${beside[@]}"; do kill -- "-$pid" 2>/dev/null || true; done
  wait
  rm -rf "$SAKIP_DATA_DIR"
}
trap end EXIT

half=$((($(nproc) + 1) / 2))
workers=$((half < 8 ? half : 8))
browsers=$((half < 4 ? half : 4)) # each starts a server of its own and fills the demo

begin() { # NAME COMMAND …
  "${@:2}" >"$SAKIP_DATA_DIR/$1" 2>&1 &
  beside[$1]=$!
}
finish() { # NAME: what it said, and its end is ours
  local status=0
  wait "${beside[$1]}" || status=$?
  unset "beside[$1]"
  cat "$SAKIP_DATA_DIR/$1"
  return $status
}

on_postgres() {
  if [ "$which" != browser ]; then
    echo "== Uji di PostgreSQL, sebagai peran yang tidak memiliki apa pun"
    tools/postgres.sh .venv/bin/pytest -n "$workers" --dist worksteal -m "not browser and not bukti and not sekali"
  fi
  if [ "$which" != databases ]; then
    echo "== Setiap perjalanan di peramban, di PostgreSQL"
    # shellcheck disable=SC2016  # the address is known inside
    tools/postgres.sh sh -c 'SAKIP_BROWSER_DATABASE_URL=$SAKIP_DATABASE_URL exec "$@"' - \
      .venv/bin/pytest -n "$browsers" --dist worksteal -m "browser and not halaman" sakip/tests/browser
  fi
}

begin postgres on_postgres
if [ "$which" != browser ]; then
  echo "== Uji di SQLite (bersamaan dengan PostgreSQL, yang tampil sesudahnya)"
  .venv/bin/pytest -n "$workers" --dist worksteal -m "not browser" -p sakip.tests.pendengar
  begin penjaga .venv/bin/python -m bukti.penjaga --contoh 20 --benih 88
fi
if [ "$which" != databases ]; then
  echo "== Setiap halaman di peramban, dan dua orang yang menulis serempak, di SQLite"
  .venv/bin/pytest -n "$browsers" --dist worksteal -m "browser and (halaman or serempak)" sakip/tests/browser
fi
finish postgres
if [ "$which" != browser ]; then
  echo "== Dua puluh penjaga dicabut satu per satu"
  finish penjaga
fi
