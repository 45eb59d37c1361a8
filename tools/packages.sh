#!/usr/bin/env bash
# Makes sure that Debian's packages for a purpose are there: run, postgres, or test.
# Installs what is missing as root or with sudo; otherwise names it and stops.
set -euo pipefail

missing=()
need() { # need COMMAND PACKAGE...
  command -v "$1" >/dev/null 2>&1 || missing+=("${@:2}")
}

case "${1:?purpose}" in
  run)
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
    need node nodejs
    need npm npm
    need pdftoppm poppler-utils
    ;;
  postgres | test)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || need initdb postgresql
    need setpriv util-linux
    ;;&
  test)
    need chromium-headless-shell chromium-headless-shell
    need soffice libreoffice-calc
    [ -e /usr/lib/libreoffice/program/libswlo.so ] || missing+=(libreoffice-writer)
    ;;
esac

[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ]; then
  as_root=()
elif sudo -n true 2>/dev/null; then
  as_root=(sudo)
else
  echo "Paket Debian ini belum terpasang: ${missing[*]}" >&2
  echo "Minta administrator menjalankan: apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Memasang paket Debian: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends \
  "${missing[@]}" >/dev/null
