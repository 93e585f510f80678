#!/usr/bin/env bash
# Every test, on a machine that may have nothing yet. Arguments go to vitest.
# Server test files run three at a time. When a few of them fail in a whole run, and nothing else does, they are run once more,
# alone: what fails there has failed. What failed only beside others is named before the last line, for somebody to look at.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 0 ] || exec bash scripts/with-tools.sh test vitest run "$@"

again=$(mktemp)
trap 'rm -f "$again"' EXIT
status=0
TEACHTRACK_AGAIN=$again bash scripts/with-tools.sh test vitest run || status=$?
if [ $status -eq 0 ] || [ ! -s "$again" ]; then exit $status; fi
mapfile -t files < <(grep -o '"files":\[[^]]*\]' "$again" | grep -o 'test/[^"]*')
echo "Once more, alone: ${files[*]}"
TEACHTRACK_BESIDE=$again bash scripts/with-tools.sh test vitest run --project server --no-file-parallelism "${files[@]}"
