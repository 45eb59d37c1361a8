#!/usr/bin/env bash
# Environment and browser files for `base` (to run) or `dev` (to test). A second run with nothing
# changed does nothing: what was built is remembered by the hash of what it was built from.
set -euo pipefail
cd "$(dirname "$0")/.."
group=${1:-base}
tools/packages.sh run
mkdir -p build

hash_of() { cat "$@" 2>/dev/null | sha256sum | cut -c1-64; }
fresh() { [ "$(cat "build/$1" 2>/dev/null)" = "$2" ]; }

# --- Python -------------------------------------------------------------------------------------
case "$group" in
  base) files=(requirements/base.txt requirements/pg.txt) ;;
  *) files=(requirements/base.txt requirements/pg.txt requirements/dev.txt requirements/e2e.txt) ;;
esac
all=$(hash_of requirements/{base,pg,dev,e2e}.txt pyproject.toml)
some=$(hash_of "${files[@]}" pyproject.toml)
if ! { fresh env-dev "$all" || { [ "$group" = base ] && fresh env-base "$some"; }; } || [ ! -x .venv/bin/sakip ]; then
  echo "Menyiapkan lingkungan Python (sekali saja) …"
  [ -x .venv/bin/python ] || python3 -m venv .venv
  [ -x .venv/bin/uv ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check uv || true
  sources=()
  for file in "${files[@]}"; do sources+=(-r "$file"); done
  .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes "${sources[@]}" ||
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes "${sources[@]}"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
  echo "$some" >"build/env-$group"
fi

# --- browser files ------------------------------------------------------------------------------
packages=$(hash_of package.json package-lock.json)
if ! fresh node "$packages" || [ ! -d node_modules ]; then
  echo "Mengambil berkas peramban (sekali saja) …"
  npm ci --silent --no-audit --no-fund --ignore-scripts
  echo "$packages" >build/node
fi
pages=$(find sakip -path sakip/static/vendor -prune -o -type f \( -name '*.html' -o -name '*.py' -o -name '*.css' \
  -o -name '*.js' -o -name '*.svg' \) ! -path '*/tests/*' -print | LC_ALL=C sort | xargs sha256sum)
assets=$(printf '%s %s' "$packages$pages" "$(hash_of tools/aset.mjs tools/ikon.txt)" | sha256sum | cut -c1-64)
if ! fresh assets "$assets" || [ ! -d sakip/static/vendor ] || [ ! -d build/static ]; then
  node tools/aset.mjs
  .venv/bin/python manage.py collectstatic --ignore django_htmx --noinput --clear --verbosity 0
  echo "$assets" >build/assets
fi
