import { createHash } from 'node:crypto';
import { targetsFile } from '../../provision/backup/targets/settings.ts';
import { layout } from '../../provision/layout.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import type { Secret } from '../../provision/model/secret.ts';
import type { FirstCopy } from '../../provision/model/wanted.ts';
import { deliveredShares } from '../../provision/steps/backup/copies.ts';
import { type BackupsAnswers, wantedBackups } from '../contract/first-settings.ts';
import type { OpenServer } from './open-server.ts';
import { readSecret } from './secret-file.ts';

export type SharePasswordsWish = {
  /** Names the files that hold them. */
  readonly answers?: BackupsAnswers | undefined;
  /** Undefined: there is nobody to ask. */
  readonly ask?: (question: string) => Promise<Secret | undefined>;
};

type Share = Extract<FirstCopy, { kind: 'smb' }>;

/**
 * Leaves the passwords of the shares of the answers on the server for the install to come, but for those that it has
 * already, and none when somebody has set its places for copies since. Rejects with TT-ANSWERS-01 when one is nowhere to be had.
 */
export async function deliverSharePasswords(
  server: OpenServer,
  copies: readonly FirstCopy[],
  wish: SharePasswordsWish,
): Promise<void> {
  const shares = copies.filter((copy) => copy.kind === 'smb');
  const { setByPeople, there } = await known(server, shares);
  if (setByPeople) return;
  const given: Record<string, string> = {};
  for (const [index, share] of shares.entries()) {
    const kept = there[index] ?? 'none';
    const password = (await passwordOf(share, wish, kept !== 'none'))?.reveal();
    if (password !== undefined && sha256(`${password}\n`) !== kept) given[share.id] = password;
  }
  if (Object.keys(given).length === 0) return;
  await server.transport.writeFile(deliveredShares, JSON.stringify(given), {
    ...{ mode: 0o600, owner: 'root', group: 'root', asRoot: true },
  });
}

/** Arguments: what was delivered for an earlier plan, its folder, settings, the folder of secrets, ids. Prints no secret. */
const look = `rm -f -- "$1"
umask 022
mkdir -p -- "$2" || exit 71
if [ -e "$3" ] && ! grep -q '"by": "install"' -- "$3"; then echo people; else echo install; fi
secrets="$4"; shift 4
for id; do
  if [ -e "$secrets/backup-target-$id.smb" ]; then sha256sum <"$secrets/backup-target-$id.smb" | cut -c1-64; else echo none; fi
done`;

async function known({ transport }: OpenServer, shares: readonly Share[]) {
  const ids = shares.map(({ id }) => id);
  const places = [deliveredShares, layout.staging, targetsFile, layout.secrets];
  const argv = ['sh', '-c', look, 'sh', ...places, ...ids] as const;
  const { exitCode, stdout, stderr } = await transport.run({ argv, asRoot: true });
  const [setBy, ...there] = stdout.trim().split('\n');
  if (exitCode === 0) return { setByPeople: setBy === 'people', there };
  throw new ProvisionError({
    code: 'TT-RUN-01',
    message: 'What the server knows of shares could not be looked at.',
    evidence: stderr.trim().split('\n').slice(-3),
  });
}

async function passwordOf(
  { id, share, user }: Share,
  { answers = {}, ask }: SharePasswordsWish,
  isThere: boolean,
): Promise<Secret | undefined> {
  const what = `the password of ${user} at ${share}`;
  const file = fileOf(answers, id);
  if (file === undefined && isThere) return undefined;
  const secret = file === undefined ? await ask?.(what.replace(/^t/, 'T')) : await readSecret(file, what);
  const text = secret?.reveal() ?? '';
  if (secret !== undefined && text !== '' && text.length <= 1024 && !/^\s|\p{Cc}/u.test(text)) return secret;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message:
      secret === undefined
        ? `${what.replace(/^t/, 'T')} is missing: it was not typed, and the answers name no file with it.`
        : `${what.replace(/^t/, 'T')} is empty, has more than one line, or begins with a space, which SMB does not take.`,
  });
}

/** Answers without an id of their own get theirs by their place. */
function fileOf(answers: BackupsAnswers, id: string): string | undefined {
  const place = wantedBackups(answers).copies.findIndex((copy) => copy.id === id);
  const copy = answers.copies?.[place];
  return copy?.kind === 'smb' ? copy.passwordFile : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
