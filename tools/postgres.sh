#!/usr/bin/env bash
# Runs a command on a private PostgreSQL that exists only as long as the command: a socket in a temporary
# folder, no TCP. The command gets SAKIP_DATABASE_URL of a role that owns nothing:
#   tools/postgres.sh .venv/bin/pytest -n 2
# Databases: `sakip`, and `test_sakip` (also _gw0, _gw1, … for pytest-xdist), all prepared by `sakip siapkan`.
# Roles: sakip_pemilik owns, sakip_aplikasi runs, sakip_perusak (tests become it with SET ROLE) tampers.
# What was prepared is kept in build/basis/ under a hash of all it was made by: the next run begins with a copy.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=$(dirname "$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -1)")
[ -x "$bin/pg_ctl" ] || { echo "PostgreSQL tidak ditemukan. Pasang paket postgresql." >&2; exit 1; }
folder=$(mktemp -d /tmp/sakip-pg.XXXXXX)
as_server=()
if [ "$(id -u)" -eq 0 ]; then # the server refuses to run as root
  as_server=(setpriv --reuid=postgres --regid=postgres --clear-groups --)
  chown postgres: "$folder"
fi
server() { (cd "$folder" && HOME=$folder "${as_server[@]}" "$bin/$1" "${@:2}"); }

finish() {
  server pg_ctl stop -D "$folder/data" -m immediate -s >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

made_by() {
  "$bin/postgres" --version
  id -u
  sha256sum tools/postgres.sh requirements/{base,pg}.txt
  find sakip -name '*.py' ! -path '*/tests/*' -print | LC_ALL=C sort | xargs sha256sum
}
# It lives for one run: nothing needs to survive a power cut.
start() {
  server pg_ctl start -D "$folder/data" -l "$folder/log" -w -s -o "-k $folder -c listen_addresses= \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=128MB -c max_connections=240"
}
admin() { psql -X -q -v ON_ERROR_STOP=1 -h "$folder" -U postgres -d "$1" -c "$2"; }
url() { echo "postgres://$1@${folder//\//%2F}/sakip"; }
prepare() {
  server initdb -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  start
  admin postgres "CREATE ROLE sakip_pemilik LOGIN NOSUPERUSER NOBYPASSRLS"
  admin postgres "CREATE ROLE sakip_perusak NOLOGIN NOSUPERUSER BYPASSRLS"
  admin postgres "CREATE ROLE sakip_aplikasi LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT"
  admin postgres "GRANT sakip_perusak TO sakip_aplikasi"
  admin postgres "CREATE DATABASE sakip OWNER sakip_pemilik"
  SAKIP_DATABASE_URL=$(url sakip_pemilik) .venv/bin/sakip siapkan --peran-aplikasi sakip_aplikasi
  admin sakip "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO sakip_perusak"
  admin sakip "GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO sakip_aplikasi" # tests that commit clean up with it
}

kept=build/basis/postgres-$(made_by | sha256sum | cut -c1-64)
if [ -d "$kept" ]; then
  cp -a "$kept" "$folder/data"
  start
else
  prepare
  server pg_ctl stop -D "$folder/data" -w -s
  mkdir -p build/basis
  rm -rf build/basis/postgres-*
  # Put there in one piece: several runs may do so at once, and one is enough.
  cp -a "$folder/data" "build/basis/.$$"
  mv -T "build/basis/.$$" "$kept" 2>/dev/null || rm -rf "build/basis/.$$"
  start
fi
for name in test_sakip $(printf 'test_sakip_gw%s ' $(seq 0 "$(($(nproc) < 8 ? $(nproc) - 1 : 7))")); do
  admin postgres "CREATE DATABASE $name TEMPLATE sakip OWNER sakip_pemilik"
done

SAKIP_DATABASE_URL=$(url sakip_aplikasi) "$@"
