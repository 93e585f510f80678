#!/usr/bin/env bash
# Makes a Debian machine ready for a job and then runs it on the project's own Node:
#   with-tools.sh demo|practice|test COMMAND [ARG…]
# Installs what is missing only: Debian packages of the job, then node_modules as locked.
set -euo pipefail
cd "$(dirname "$0")/.."

job=$1
shift

practice_packages=(debootstrap systemd-container iproute2 util-linux procps openssh-client xz-utils zstd ca-certificates e2fsprogs)
test_packages=(mariadb-server redis-server nginx openssh-server openssl sudo zsh chromium fonts-dejavu-core poppler-utils p7zip-full hunspell hunspell-en-gb)
case $job in
  demo | practice) packages=("${practice_packages[@]}") ;;
  test) packages=("${practice_packages[@]}" "${test_packages[@]}") ;;
  *) echo "with-tools.sh: no such job: $job (demo, practice or test)" >&2; exit 2 ;;
esac

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed$' || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || { echo "This needs a Debian or Ubuntu machine with: ${missing[*]}" >&2; exit 1; }
  echo "Installing Debian packages: ${missing[*]}"
  # The servers among them are run by the tests by hand: keep the packages from starting them on this machine.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
    as_root chmod 755 $policy
    trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  as_root apt-get -q update >/dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${missing[@]}" >/dev/null
fi

stamp=node_modules/.locked
locked=$(sha256sum package-lock.json | cut -d' ' -f1)
if [ ! -f $stamp ] || [ "$(cat $stamp)" != "$locked" ]; then
  echo "Installing node_modules as locked"
  npm ci --no-progress
  echo "$locked" >$stamp
fi

[ -x node_modules/.bin/node ] || { echo "No Node for this platform in node_modules: Linux x86_64 only" >&2; exit 1; }
export PATH="$PWD/node_modules/.bin:$PATH"
if [ "$job" != test ] && [ "$(id -u)" != 0 ]; then
  exec sudo --preserve-env=PATH,CI "$(command -v "$1")" "${@:2}"
fi
"$@"
