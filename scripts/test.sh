#!/usr/bin/env bash
# Every test, on a machine that may have nothing yet. Arguments go to vitest.
set -euo pipefail
cd "$(dirname "$0")/.."
exec bash scripts/with-tools.sh test vitest run "$@"
