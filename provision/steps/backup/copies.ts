import { z } from 'zod';
import { newMountPointOf } from '../../backup/targets/folder.ts';
import { fingerprintOf, hostKeyOf, targetKey } from '../../backup/targets/identity.ts';
import {
  type FolderTarget,
  parseTarget,
  parseTargets,
  partsOfShare,
  type Target,
  targetsFile,
  whereOf,
} from '../../backup/targets/settings.ts';
import { smbPasswordPath } from '../../backup/targets/smb.ts';
import { digestOf } from '../../engine/canonical.ts';
import { layout } from '../../layout.ts';
import { asProvisionError, ProvisionError } from '../../model/error.ts';
import type { Step, StepContext } from '../../model/step.ts';
import type { FirstCopy } from '../../model/wanted.ts';
import { type Ops, run } from '../../ops/command.ts';
import { entriesOf } from '../entries.ts';
import { checked } from '../satisfied.ts';

/** Where a laptop leaves the passwords of shares before an install that is to use them, by their ids; gone when they are kept. */
export const deliveredShares = `${layout.staging}/shares.json`;

const deliveredShape = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,29}$/), z.string().min(1).max(1024));
type Delivered = z.infer<typeof deliveredShape>;

/**
 * Where copies of backups go from the first night on. As with alerts, the answers are a beginning: they count until
 * somebody changes the targets of the running server.
 */
export const backupCopies: Step = {
  id: 'backup/copies',
  title: 'Where copies of backups go',
  needs: ['os/folders', 'secrets/created'],
  seconds: 1,
  async check(context) {
    const copies = context.wanted.backups?.copies ?? [];
    const entry = (await entriesOf(context, [targetsFile])).get(targetsFile);
    if (copies.length === 0 && entry === undefined)
      return { kind: 'satisfied', evidence: ['no copies are asked for in the answers'] };
    const now = entry === undefined ? undefined : await settingsNow(context);
    if (now !== undefined && now.by !== 'install')
      return { kind: 'satisfied', evidence: ['set on the running server: the answers change nothing any more'] };
    const isSame = digestOf({ copies: (now?.targets ?? []).map(asCopy) }) === digestOf({ copies });
    const evidence = copies.map(inWords);
    const delivered = await deliveredTo(context);
    if (isSame && delivered === undefined) return { kind: 'satisfied', evidence };
    for (const copy of copies) await requireThere(context, copy, delivered ?? {});
    const action = entry === undefined ? 'create' : 'replace';
    return checked([{ kind: 'file', path: targetsFile, action }], { [targetsFile]: 'made by us' }, evidence);
  },
  async apply(context) {
    const delivered = (await deliveredTo(context)) ?? {};
    const targets: Target[] = [];
    for (const copy of context.wanted.backups?.copies ?? []) {
      const target = await targetOf(context, copy);
      if (target.kind === 'sftp') {
        await targetKey(context, target.id);
        context.say(
          `${target.user}@${target.host} has to let this server in: the line for it stands with the backups of this server.`,
        );
      }
      const password = delivered[target.id];
      if (target.kind === 'smb' && password !== undefined)
        await write(context, smbPasswordPath(target.id), `${password}\n`, 0o600);
      targets.push(target.kind === 'folder' ? await withMountPoint(context, target) : target);
    }
    const content = `${JSON.stringify({ version: 1, targets, by: 'install' }, undefined, 2)}\n`;
    await write(context, targetsFile, content, 0o644);
    await run(context, ['rm', '-f', '--', deliveredShares]);
  },
  // The settings, the keys and the passwords are data, which goes with the backups when data is removed.
  undo: async (context) => void (await run(context, ['rm', '-f', '--', deliveredShares])),
};

function inWords(copy: FirstCopy): string {
  if (copy.kind === 'folder') return copy.path;
  return copy.kind === 'smb' ? copy.share : `${copy.user}@${copy.host}`;
}

/** As far as a target can be compared with what the answers say. */
function asCopy(target: Target): FirstCopy {
  const { id } = target;
  if (target.kind === 'folder') return { id, kind: 'folder', path: target.path, mounted: target.mounted };
  if (target.kind === 'smb') {
    const { user, domain, protection } = target;
    return { id, kind: 'smb', share: whereOf(target), user, ...(domain === undefined ? {} : { domain }), protection };
  }
  const { host, port, user, folder, hostKey } = target;
  return { id, kind: 'sftp', host, port, user, folder, fingerprint: fingerprintOf(hostKey) };
}

/** Rejects with TT-ANSWERS-01, -SSH-05 or -BACKUP-04: known before the plan is agreed to. */
async function requireThere(context: StepContext, copy: FirstCopy, delivered: Delivered): Promise<void> {
  const target = await targetOf(context, copy);
  if (copy.kind === 'smb') return requirePassword(context, copy, delivered);
  if (target.kind === 'folder') await withMountPoint(context, target);
}

/** Rejects with TT-BACKUP-04 when its disk or share is not connected. */
async function withMountPoint(context: StepContext, target: FolderTarget): Promise<FolderTarget> {
  if (!target.mounted) return target;
  try {
    return { ...target, mountPoint: await newMountPointOf(context, target) };
  } catch (thrown) {
    const { code, message, evidence } = asProvisionError(thrown);
    const next = 'Connect it first, or leave it out of the answers and add it on the running server later.';
    throw new ProvisionError({ code, message, evidence: [...evidence, next], cause: thrown });
  }
}

async function requirePassword(
  { transport }: StepContext,
  { id, share, user }: Extract<FirstCopy, { kind: 'smb' }>,
  delivered: Delivered,
): Promise<void> {
  if (delivered[id] !== undefined) return;
  if ((await transport.readFile(smbPasswordPath(id), { asRoot: true })) !== undefined) return;
  throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `The password of ${user} at ${share} was not given.` });
}

/** Rejects with TT-ANSWERS-01, without a word of what is in it. */
async function deliveredTo({ transport }: StepContext): Promise<Delivered | undefined> {
  const content = await transport.readFile(deliveredShares, { asRoot: true });
  if (content === undefined) return undefined;
  try {
    return deliveredShape.parse(JSON.parse(Buffer.from(content).toString('utf8')));
  } catch {
    throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `${deliveredShares} holds no passwords of shares.` });
  }
}

async function write({ transport }: StepContext, path: string, content: string, mode: number): Promise<void> {
  await transport.writeFile(path, content, { mode, owner: 'root', group: 'root', asRoot: true });
}

async function targetOf(ops: Ops, copy: FirstCopy): Promise<Target> {
  if (copy.kind === 'folder') return parseTarget(copy);
  if (copy.kind === 'smb') {
    const { share, ...rest } = copy;
    return parseTarget({ ...rest, ...partsOfShare(share) });
  }
  const { fingerprint, ...rest } = copy;
  return parseTarget({ ...rest, hostKey: await hostKeyOf(ops, copy, fingerprint) });
}

async function settingsNow({ transport }: StepContext) {
  const content = await transport.readFile(targetsFile, { asRoot: true });
  return content === undefined ? undefined : parseTargets(Buffer.from(content).toString('utf8'));
}
