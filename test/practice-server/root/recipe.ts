import { createHash } from 'node:crypto';
import type { Mirror } from '../host/mirror.ts';

export const suites = ['bookworm', 'trixie', 'sid'] as const;
export type Suite = (typeof suites)[number];

/** Raise it when the recipe below changes: roots made by an older one are then not used any more. */
const recipeVersion = 1;

/** What the Debian installer puts on a small server with an SSH server, less the kernel and the boot loader. */
const packages = [
  ...['systemd', 'systemd-sysv', 'systemd-timesyncd', 'dbus', 'libpam-systemd', 'openssh-server', 'sudo'],
  ...['iproute2', 'iputils-ping', 'procps', 'ca-certificates', 'netbase', 'kmod', 'nftables', 'python3', 'wget'],
  ...['less', 'nano', 'cron', 'logrotate', 'e2fsprogs', 'tzdata', 'apt-utils', 'xz-utils', 'lsb-release', 'file'],
] as const;

export type Recipe = {
  readonly suite: Suite;
  /** Debian packages installed besides, with what they recommend. */
  readonly extraPackages: readonly string[];
};

/** Name of the recipe's root among the cached ones: equal recipes share one. */
export function rootName(recipe: Recipe): string {
  const { suite } = recipe;
  const extra = [...recipe.extraPackages].sort();
  const stamp = createHash('sha256')
    .update(JSON.stringify([recipeVersion, packages, extra]))
    .digest('hex');
  return [suite, ...(extra.length > 0 ? ['with', ...extra] : []), stamp.slice(0, 8)].join('-').slice(0, 100);
}

export function debootstrapArgv(suite: Suite, folder: string, mirror: Mirror): string[] {
  const include = `--include=${packages.join(',')}`;
  return ['debootstrap', '--variant=minbase', include, suite, folder, mirror.archive];
}

/** Files of every root of the suite: path → content. The mirror is that of the machine at hand. */
export function commonFiles(suite: Suite, mirror: Mirror): Readonly<Record<string, string>> {
  return {
    '/etc/apt/sources.list': sourcesList(suite, mirror),
    '/etc/hostname': 'practice\n',
    '/etc/resolv.conf': '',
    '/etc/fstab': '',
  };
}

function sourcesList(suite: Suite, mirror: Mirror): string {
  const lines = [`deb ${mirror.archive} ${suite} main`];
  if (suite !== 'sid') {
    lines.push(`deb ${mirror.archive} ${suite}-updates main`);
    if (mirror.security !== undefined) lines.push(`deb ${mirror.security} ${suite}-security main`);
  }
  return `${lines.join('\n')}\n`;
}

/**
 * Runs in the root. Everyday apt timers are masked: without a network they only fail, at a moment that nobody chose.
 * Accounts come with no usable password: each server gets its own.
 */
export function finishScript(recipe: Recipe): string {
  const apt = `apt-get -q -y ${recipe.suite === 'sid' ? '-o Acquire::Check-Valid-Until=false' : ''}`;
  const install = recipe.extraPackages.length > 0 ? `${apt} install ${recipe.extraPackages.join(' ')}` : ':';
  return `set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d
${apt} update
${apt} dist-upgrade
${install}
rm /usr/sbin/policy-rc.d
apt-get clean
rm -rf /var/lib/apt/lists/* /var/log/apt/* /etc/ssh/ssh_host_*
ln -sf /dev/null /etc/systemd/system/apt-daily.timer
ln -sf /dev/null /etc/systemd/system/apt-daily-upgrade.timer
systemctl enable systemd-networkd.service systemd-timesyncd.service ssh.service
systemctl disable systemd-networkd-wait-online.service
for user in anna nopass plain; do
  id "$user" >/dev/null 2>&1 || useradd --create-home --shell /bin/bash "$user"
done
usermod --append --groups sudo anna
printf 'nopass ALL=(ALL:ALL) NOPASSWD: ALL\\n' >/etc/sudoers.d/nopass
chmod 440 /etc/sudoers.d/nopass
rm -f /etc/machine-id /var/lib/dbus/machine-id
`;
}
