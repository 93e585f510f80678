import { createHash } from 'node:crypto';
import { ProvisionError } from '../../model/error.ts';
import { linesOf, must, type Ops, run, script } from '../../ops/command.ts';
import { sftpKeyPath } from './sftp.ts';

type Address = { readonly host: string; readonly port: number };

/**
 * The host key that has this fingerprint, as a line of known_hosts has it after the name. Another server is known by the
 * fingerprint that a person has compared, and by nothing else. Rejects with TT-SSH-04 when none is given, TT-SSH-05 when
 * it is another, TT-BACKUP-04 when nobody answers.
 */
export async function hostKeyOf(ops: Ops, { host, port }: Address, fingerprint: string | undefined): Promise<string> {
  const seen = await hostKeys(ops, { host, port });
  const match = seen.find((key) => fingerprintOf(key) === fingerprint);
  if (match !== undefined) return match;
  throw new ProvisionError({
    code: fingerprint === undefined ? 'TT-SSH-04' : 'TT-SSH-05',
    message:
      fingerprint === undefined
        ? `Compare the identity of ${host} on its own screen, then say --host-key with it.`
        : `${host} does not have the identity ${fingerprint}.`,
    evidence: seen.map((key) => `${fingerprintOf(key)} (${key.split(' ')[0]})`),
  });
}

/** `SHA256:…` of a key such as `ssh-ed25519 AAAA…`, as OpenSSH writes it. */
export function fingerprintOf(key: string): string {
  const blob = Buffer.from(key.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

async function hostKeys(ops: Ops, { host, port }: Address): Promise<readonly string[]> {
  const { stdout } = await run(ops, ['ssh-keyscan', '-T', '10', '-p', String(port), '--', host], { timeoutMs: 30_000 });
  const keys = linesOf(stdout)
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split(' ').slice(1, 3).join(' '));
  if (keys.length > 0) return keys;
  throw new ProvisionError({
    code: 'TT-BACKUP-04',
    message: `${host} does not answer as an SSH server on port ${port}.`,
  });
}

/** The public half of the key by which this server signs in to a target; made when there is none yet. */
export async function targetKey(ops: Ops, id: string): Promise<string> {
  const make = 'umask 077; [ -e "$1" ] || ssh-keygen -q -t ed25519 -N "" -C teachtrack-backup -f "$1"';
  await must(ops, script(make, sftpKeyPath(id)), { what: 'Making a key for the other server' });
  const read = ['ssh-keygen', '-y', '-f', sftpKeyPath(id)] as const;
  const { stdout } = await must(ops, read, { what: 'Reading the key for the other server' });
  return stdout.trim();
}
