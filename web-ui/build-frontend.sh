#!/usr/bin/env bash
# Builds the dashboard into the folder given, only when something under src/main/frontend changed.
# vite.config must take its output folder from HEARTH_DASHBOARD_OUT.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
out="${1:?the folder to build into}"
stamp="${out%/*}/../dashboard.stamp"
cd "$here/src/main/frontend"

if [[ ! -e node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi

# The API client is generated from the contract, which lives beside the Java resources.
sources=(. "$here/build-frontend.sh")
[[ -d ../resources ]] && mapfile -t -O "${#sources[@]}" sources < <(find ../resources -name 'openapi*.yaml')
if [[ -e "$out/index.html" && -e "$stamp" ]] &&
  [[ -z "$(find "${sources[@]}" -name node_modules -prune -o -newer "$stamp" -not -type d -print -quit)" ]]; then
  exit 0
fi

mkdir -p "$out"
begun="$(mktemp)"
trap 'rm -f "$begun"' EXIT
HEARTH_DASHBOARD_OUT="$out" npm run --silent build
if [[ ! -e "$out/index.html" ]]; then
  echo "The front-end build left no index.html in $out: does vite.config use HEARTH_DASHBOARD_OUT?" >&2
  exit 1
fi
touch -r "$begun" "$stamp"
