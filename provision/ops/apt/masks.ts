import { must, type Ops, script } from '../command.ts';

/** In `/run`: gone after a reboot, like the masks themselves. Its names tell our masks from an administrator's. */
const marks = '/run/teachtrack/masks';

/** What Debian's packages ask before they start or stop a service. Without our word in the environment it allows everything. */
const policy = '/usr/sbin/policy-rc.d';
const keepWord = 'TEACHTRACK_KEEPS_RUNNING';
const policyText = `#!/bin/sh
case "$${keepWord} $1 $2" in "nginx nginx.service restart") exit 101 ;; esac
exit 0
`;

/** Environment for apt: its packages' scripts do not restart nginx where `keepWebServer` was called before. */
export const keepsRunning: Readonly<Record<string, string>> = { [keepWord]: 'nginx' };

const mask = `marks=$1; shift; mkdir -p "$marks" /run/systemd/system
for unit; do
  [ ! -e "/run/systemd/system/$unit" ] && [ ! -L "/run/systemd/system/$unit" ] || continue
  : > "$marks/$unit" && ln -s /dev/null "/run/systemd/system/$unit"
done
systemctl daemon-reload`;

const unmask = `! grep -qsF ${keepWord} ${policy} || rm -f ${policy}
marks=$1; shift; [ -d "$marks" ] || exit 0
for mark in "$marks"/*; do
  unit=\${mark##*/}
  if [ "$(readlink "/run/systemd/system/$unit")" = /dev/null ]; then rm -f "/run/systemd/system/$unit"; fi
done
systemctl daemon-reload
for unit; do
  [ ! -e "$marks/$unit" ] || systemctl disable --quiet "$unit"
done
rm -rf "$marks"`;

/** Keeps services from being started by the installation of their packages, until `liftMasks` or the next boot. */
export async function maskUnits(ops: Ops, names: readonly string[]): Promise<void> {
  await must(ops, script(mask, marks, ...names), { what: 'Keeping the services from starting too early' });
}

/**
 * Keeps nginx from being stopped and started by its packages, which replace the running program as well, and that without
 * turning anybody away. Until `liftMasks`. A policy of somebody else's stays as it is.
 */
export async function keepWebServer(ops: Ops): Promise<void> {
  const make = `[ -e "$1" ] || { printf '%s' "$2" > "$1" && chmod 755 "$1"; }`;
  await must(ops, script(make, policy, policyText), { what: 'Keeping the web server up' });
}

/**
 * Takes our masks away, also those of a run that was killed, and switches `unwanted` units off that we had masked: they
 * came with our packages and nobody asked for them.
 */
export async function liftMasks(ops: Ops, unwanted: readonly string[]): Promise<void> {
  await must(ops, script(unmask, marks, ...unwanted), { what: 'Letting the services start again' });
}

export const masksFolder = marks;
