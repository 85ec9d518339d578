#!/usr/bin/env bash
# Runs the dashboard's own tests and writes their results, in JUnit's format, to the file given.
# With "true" as second argument failed tests do not fail the build: who reads the file counts them.
set -euo pipefail

report="${1:?the file to write the results to}"
cd "$(dirname "${BASH_SOURCE[0]}")/src/main/frontend"
rm -f "$report"
npm run --silent test -- --reporter=default --reporter=junit --outputFile.junit="$report" || {
  [[ "${2:-false}" == true && -e "$report" ]]
}
