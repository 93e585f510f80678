import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { must } from '../host/run.ts';
import type { PracticeOptions } from '../options.ts';
import { type Network, networkFile } from './network.ts';
import { makeKey } from './users.ts';

/** Writes the files that make a copy of the root into this server, under `overlay`. */
export async function writeOverlay(overlay: string, hostname: string, network: Network, options: PracticeOptions) {
  const files: Record<string, string> = {
    '/etc/hostname': `${hostname}\n`,
    '/etc/hosts': `127.0.0.1 localhost\n127.0.1.1 ${hostname}\n::1 localhost ip6-localhost ip6-loopback\n`,
    '/etc/resolv.conf': '',
    '/etc/machine-id': `${crypto.randomUUID().replaceAll('-', '')}\n`,
    '/etc/systemd/network/10-host0.network': networkFile(network),
    '/etc/ssh/sshd_config.d/10-practice.conf': sshdConfig(options),
  };
  if (options.banner === 'noisy') {
    files['/etc/issue.net'] = noisyBanner;
    files['/etc/motd'] = noisyBanner;
  }
  if (options.osRelease !== undefined) files['/etc/os-release'] = options.osRelease;
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(overlay, path)), { recursive: true, mode: 0o755 });
    writeFileSync(join(overlay, path), content, { mode: 0o644 });
  }
  await Promise.all([
    makeKey(join(overlay, 'etc/ssh/ssh_host_ed25519_key'), '', `root@${hostname}`),
    must(['ssh-keygen', '-q', '-t', 'ecdsa', '-N', '', '-f', join(overlay, 'etc/ssh/ssh_host_ecdsa_key')]),
  ]);
  for (const kind of ['ed25519', 'ecdsa']) chmodSync(join(overlay, `etc/ssh/ssh_host_${kind}_key`), 0o600);
}

/** `SHA256:…` of the ed25519 host key, as ssh prints it. */
export async function hostKeyFingerprint(overlay: string): Promise<string> {
  const line = await must([
    'ssh-keygen',
    '-l',
    '-E',
    'sha256',
    '-f',
    join(overlay, 'etc/ssh/ssh_host_ed25519_key.pub'),
  ]);
  return line.split(' ')[1] ?? '';
}

/** Root may sign in with a password here: who tests a sign-in wants every way of it. */
function sshdConfig(options: PracticeOptions): string {
  const lines = ['PermitRootLogin yes'];
  if (options.sshdConfig !== undefined) lines.unshift(options.sshdConfig.trimEnd());
  if (options.sshPort !== undefined) lines.push(`Port ${options.sshPort}`);
  if (options.banner === 'noisy') lines.push('Banner /etc/issue.net');
  lines.push('HostKey /etc/ssh/ssh_host_ed25519_key', 'HostKey /etc/ssh/ssh_host_ecdsa_key');
  return `${lines.join('\n')}\n`;
}

const noisyBanner = `${'*'.repeat(72)}
* Authorised use only! {"error": true}  exit code: 1  100%               *
* Wartung am Sonntag. Maintenance on Sunday. Entretien dimanche. \u{1F6A7}      *
${'*'.repeat(72)}
`;

/** Put first in every user's .bashrc and .profile: before the usual test for an interactive shell. */
export const shellNoise = `echo "Welcome to $(hostname)! You have new mail."
echo "warning: quota nearly used up" >&2
printf 'load: 0.01 0.02 0.03\\r\\n'
`;
