#!/usr/bin/env bash
# The quick loop: format and lint, types, dead code, unit tests.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
run() {
  local name=$1
  shift
  "$@" >"$results/$name" 2>&1 || echo failed >"$results/$name.failed"
}

run biome biome check . &
# What did not change since the last time is not looked at again: seconds of each.
run types tsc --noEmit --incremental --tsBuildInfoFile node_modules/.cache/types.info &
run knip knip --no-progress --cache &
run unit vitest run --project 'unit*' &
wait

status=0
for name in biome types knip unit; do
  if [ -f "$results/$name.failed" ]; then
    status=1
    printf '\n%s failed\n' "$name"
    cat "$results/$name"
  else
    printf '%s ok\n' "$name"
  fi
done
tail -n 1 "$results/unit"
exit $status
