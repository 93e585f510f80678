#!/usr/bin/env bash
# Renews the pictures of the installer in docs/screens: taken by the tests that look at every screen, and made small. Those of
# the journeys on practice servers lie in dist/journeys.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v pngquant >/dev/null || { echo "This needs the Debian package pngquant" >&2; exit 1; }
rm -f docs/screens/*.png
TEACHTRACK_SCREENS=docs/screens bash scripts/test.sh --project server test/renderer/screens "$@"
pngquant --nofs --speed 3 --skip-if-larger --ext .png --force 96 docs/screens/*.png || [ $? = 98 ]
du -sh --apparent-size docs/screens
