#!/usr/bin/env bash
# The suite: on SQLite, on a private PostgreSQL as a role that owns nothing, then in a real browser.
# `all`, `databases` or `browser`. Two runs stand side by side, each on half of the processors.
set -euo pipefail
set -m # each job is a group of its own: it ends whole
cd "$(dirname "$0")/.."
which=${1:-all}
unset SAKIP_DATABASE_URL SAKIP_HARI_INI SAKIP_TEST_SQLITE
SAKIP_DATA_DIR=$(mktemp -d)
export SAKIP_DATA_DIR
declare -A jobs=()
end() {
  for pid in "${jobs[@]}"; do kill -- "-$pid" 2>/dev/null || true; done
  wait
  rm -rf "$SAKIP_DATA_DIR"
}
trap end EXIT

half=$((($(nproc) + 1) / 2))
workers=$((half < 8 ? half : 8))
browsers=$((half < 4 ? half : 4)) # each starts a server of its own and fills the demo

begin() { # NAME COMMAND …
  "${@:2}" >"$SAKIP_DATA_DIR/$1" 2>&1 &
  jobs[$1]=$!
}
finish() { # NAME TITLE: what it said, and its end is ours
  local status=0
  wait "${jobs[$1]}" || status=$?
  unset "jobs[$1]"
  echo "== $2"
  cat "$SAKIP_DATA_DIR/$1"
  return $status
}

if [ "$which" != browser ]; then
  begin postgres tools/postgres.sh \
    .venv/bin/pytest -n "$workers" --dist worksteal -m "not browser and not bukti and not sekali"
  echo "== Uji di SQLite (bersamaan dengan PostgreSQL)"
  .venv/bin/pytest -n "$workers" --dist worksteal -m "not browser" -p sakip.tests.pendengar
  # The guards begin and end on one processor: nobody waits for them.
  begin penjaga .venv/bin/python -m bukti.penjaga --contoh 20 --benih 88
  finish postgres "Uji di PostgreSQL, sebagai peran yang tidak memiliki apa pun"
fi
if [ "$which" != databases ]; then
  # shellcheck disable=SC2016  # the address is known inside
  begin perjalanan tools/postgres.sh sh -c 'SAKIP_BROWSER_DATABASE_URL=$SAKIP_DATABASE_URL exec "$@"' - \
    .venv/bin/pytest -n "$browsers" --dist worksteal -m "browser and not halaman" sakip/tests/browser
  echo "== Setiap halaman di peramban, dan dua orang yang menulis serempak, di SQLite"
  .venv/bin/pytest -n "$browsers" --dist worksteal -m "browser and (halaman or serempak)" sakip/tests/browser
  finish perjalanan "Setiap perjalanan di peramban, di PostgreSQL"
fi
[ "$which" = browser ] || finish penjaga "Dua puluh penjaga dicabut satu per satu"
