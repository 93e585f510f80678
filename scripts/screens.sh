#!/usr/bin/env bash
# Renews the pictures in docs/screens: of the installer, taken by the tests that look at every screen, and of the teachers' site,
# taken by a journey through it; all made small. Those of the journeys on practice servers lie in dist/journeys.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v pngquant >/dev/null || { echo "This needs the Debian package pngquant" >&2; exit 1; }
rm -f docs/screens/*.png
TEACHTRACK_SCREENS=docs/screens bash scripts/test.sh --project server test/renderer/screens "$@"
mkdir -p docs/screens/site
bash scripts/test.sh --project server test/appliance/web/journey.server.test.ts test/appliance/web/account.server.test.ts
cp dist/screens/site/{journey-,account-,audit-,departments-,locked-,notice-,person-code-,recover-,sign-in-laptop}*.png docs/screens/site/
pngquant --nofs --speed 3 --skip-if-larger --ext .png --force 96 docs/screens/*.png docs/screens/site/*.png || [ $? = 98 ]
du -sh --apparent-size docs/screens
