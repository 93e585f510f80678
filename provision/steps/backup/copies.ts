import { fingerprintOf, hostKeyOf, targetKey } from '../../backup/targets/identity.ts';
import { parseTarget, parseTargets, type Target, targetsFile } from '../../backup/targets/settings.ts';
import { digestOf } from '../../engine/canonical.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext } from '../../model/step.ts';
import type { FirstCopy } from '../../model/wanted.ts';
import { type Ops, run } from '../../ops/command.ts';
import { entriesOf } from '../entries.ts';
import { checked } from '../satisfied.ts';

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
    const evidence = copies.map((copy) => (copy.kind === 'folder' ? copy.path : `${copy.user}@${copy.host}`));
    if (isSame) return { kind: 'satisfied', evidence };
    for (const copy of copies) await requireThere(context, copy);
    const action = entry === undefined ? 'create' : 'replace';
    return checked([{ kind: 'file', path: targetsFile, action }], { [targetsFile]: 'made by us' }, evidence);
  },
  async apply(context) {
    const targets: Target[] = [];
    for (const copy of context.wanted.backups?.copies ?? []) {
      const target = await targetOf(context, copy);
      if (target.kind === 'sftp') {
        await targetKey(context, target.id);
        context.say(
          `${target.user}@${target.host} has to let this server in: the line for it stands with the backups of this server.`,
        );
      }
      targets.push(target);
    }
    const content = `${JSON.stringify({ version: 1, targets, by: 'install' }, undefined, 2)}\n`;
    await context.transport.writeFile(targetsFile, content, {
      mode: 0o644,
      owner: 'root',
      group: 'root',
      asRoot: true,
    });
  },
  // The settings and the keys are data, which goes with the backups when data is removed.
  undo: async () => undefined,
};

/** As far as a target can be compared with what the answers say. */
function asCopy(target: Target): FirstCopy {
  const { id } = target;
  if (target.kind === 'folder') return { id, kind: 'folder', path: target.path, mounted: target.mounted };
  const { host, port, user, folder, hostKey } = target;
  return { id, kind: 'sftp', host, port, user, folder, fingerprint: fingerprintOf(hostKey) };
}

/** Rejects with TT-ANSWERS-01, -SSH-05 or -BACKUP-04: known before the plan is agreed to. */
async function requireThere(context: StepContext, copy: FirstCopy): Promise<void> {
  await targetOf(context, copy);
  if (copy.kind !== 'folder' || !copy.mounted) return;
  const { stdout } = await run(context, ['findmnt', '--noheadings', '--output', 'TARGET', '--target', copy.path]);
  if (stdout.trim() !== '/' && stdout.trim() !== '') return;
  throw new ProvisionError({
    code: 'TT-BACKUP-04',
    message: `${copy.path}: it is not connected: no disk or share is mounted there.`,
    evidence: ['Connect it first, or leave it out of the answers and add it on the running server later.'],
  });
}

async function targetOf(ops: Ops, copy: FirstCopy): Promise<Target> {
  if (copy.kind === 'folder') return parseTarget(copy);
  const { fingerprint, ...rest } = copy;
  return parseTarget({ ...rest, hostKey: await hostKeyOf(ops, copy, fingerprint) });
}

async function settingsNow({ transport }: StepContext) {
  const content = await transport.readFile(targetsFile, { asRoot: true });
  return content === undefined ? undefined : parseTargets(Buffer.from(content).toString('utf8'));
}
