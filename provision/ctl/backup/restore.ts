import { readFileSync, rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { areCopiesLeft, forgetCopies } from '../../backup/copies.ts';
import { backupContext, backupKeyHere, serverBackupPaths } from '../../backup/here.ts';
import { parseKey } from '../../backup/key.ts';
import { isRestoreOpen, restoreServer, settleRestore } from '../../backup/restore.ts';
import { restoreSnapshot, snapshot } from '../../backup/snapshot.ts';
import { crashAt, crashPointsOf } from '../../engine/crash-point.ts';
import { writeDurable } from '../../engine/durable.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import { momentText } from '../../model/moment.ts';
import type { Ops } from '../../ops/command.ts';
import { type Command, type Flags, needed, text, textOf, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { World } from '../world.ts';
import { launchAndFollow, lockFor, perform } from './acting.ts';
import { chosenFile, followLast, originOf } from './commands.ts';
import { planLines, planRestore, type RestorePlan } from './restore-plan.ts';
import { bringSchool, planSchool, type SchoolPlan, schoolPlanLines } from './restore-school.ts';
import { installedVersion, siteHere } from './site.ts';

/** Holds a key that was typed, for as long as the unit needs to read it; in memory-backed `/run`. */
const handedKey = '/run/teachtrack/restore-key';

const restore: Command = {
  name: 'restore',
  usage:
    '[--name NAME|latest | --file PATH] [--key-file FILE|-] [--school CODE] [--agree DIGEST] [--origin JSON] [--json]',
  summary:
    'without --agree, what a restore of everything, or of one school, would do; with the digest of that plan, does it',
  options: {
    name: { type: 'string' },
    file: { type: 'string' },
    'key-file': { type: 'string' },
    school: { type: 'string' },
    agree: { type: 'string' },
    origin: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(world, flags) {
    const source = text(flags, 'key-file');
    const typed = source === undefined ? undefined : parseKey(await textOf(world, source));
    const [file, key, code] = [await chosenFile(flags), typed ?? backupKeyHere(), text(flags, 'school')];
    const agreed = text(flags, 'agree');
    const plan =
      code === undefined
        ? await planRestore(world, file, key)
        : await planSchool(world, { file, key, code }, originOf(flags));
    if (agreed === undefined) {
      const lines = 'rows' in plan ? planLines(plan) : schoolPlanLines(plan);
      world.out(flags['json'] === true ? JSON.stringify(plan) : lines.join('\n'));
      return exitCodes.ok;
    }
    requireAgreed(plan, agreed);
    if (typed !== undefined) writeDurable(handedKey, `${typed.reveal()}\n`);
    const handed = typed === undefined ? [] : ['--key-file', handedKey];
    const school = code === undefined ? [] : ['--school', code];
    const args = [
      'restore',
      'run',
      '--file',
      plan.file,
      ...school,
      ...handed,
      '--origin',
      JSON.stringify(originOf(flags)),
    ];
    // After a kill the unit's last act is to put things right.
    const properties = [`ExecStopPost=${layout.ctl} restore settle`];
    return launchAndFollow(world, { act: 'restore', args, properties }, flags['json'] === true);
  },
};

const run: Command = {
  name: 'restore run',
  usage: '--file PATH [--school CODE] [--key-file FILE] [--origin JSON]',
  summary: 'does a restore in this process (used by the unit of restore)',
  options: {
    file: { type: 'string' },
    school: { type: 'string' },
    'key-file': { type: 'string' },
    origin: { type: 'string' },
  },
  async run(world, flags) {
    const file = needed(flags, 'file');
    const key = handed(flags);
    const outcome = await perform(world, {
      act: 'restore',
      origin: originOf(flags),
      async work(context, act) {
        const site = siteOf(world, context, 'before-restore');
        const settled = await settleRestore(context, layout.restore, site);
        if (settled === 'put back') context.say('An earlier restore that was cut off is undone.');
        const size = (await stat(file)).size;
        const code = text(flags, 'school');
        if (code !== undefined) return bringSchool(context, act, { file, key, code }, size);
        const points = crashPointsOf(world.env);
        const wish = {
          ...{ key, folder: layout.restore, site },
          onProgress: (read: number) => act.progress(read, size),
          at: (place: string) => crashAt(points, `restore/${place}`, 'after-apply'),
        };
        const isOwn = dirname(file) === serverBackupPaths.archives;
        const restored = await (isOwn
          ? restoreSnapshot(context, { ...wish, name: basename(file) })
          : restoreServer(context, { ...wish, file }));
        // What a laptop sent for this is needed no more; one that failed may be tried again.
        if (dirname(file) === layout.incoming) rmSync(layout.incoming, { recursive: true, force: true });
        const { header, contents, safety, brought, documents } = restored;
        const rows = Object.values(contents.tables).reduce((sum, one) => sum + one.rows, 0);
        const seconds = (restored.closedMs / 1000).toFixed(1);
        const summary = `The data of ${momentText(header.at)} is in use: ${rows} rows. The site was closed for ${seconds} s. What was there before is kept as ${safety.name}.`;
        const result = {
          backup: header.name,
          rows,
          documents,
          brought,
          safety: safety.name,
          closedMs: restored.closedMs,
        };
        return { summary, result };
      },
    });
    world.out(outcome.summary);
    return exitCodes.ok;
  },
};

/** Less than the unit may take to stop, whose last act this is. */
const settlePatienceMs = 90_000;
const putBack = 'The restore was cut off: the data that was in use is put back.';

const settle: Command = {
  name: 'restore settle',
  usage: '',
  summary:
    'undoes a restore that was cut off, opens the site again, and takes away copies of the data that are left; does nothing when there is nothing of it',
  options: {},
  async run(world) {
    rmSync(handedKey, { force: true });
    if (!isRestoreOpen(layout.restore) && !areCopiesLeft()) return exitCodes.ok;
    const who = { who: 'teachtrackctl restore settle', from: 'this server', run: 'restore-settle' };
    const lock = await lockFor(world, who, settlePatienceMs, world.err);
    try {
      const { transport, signal } = world;
      const context = await backupContext({ transport, signal, say: world.err });
      if (areCopiesLeft()) await forgetCopies(context);
      const settled = await settleRestore(context, layout.restore, siteOf(world, context, 'before-restore'));
      const said = { nothing: 'Nothing is left of it.', cleared: 'Cleared up.', 'put back': putBack } as const;
      world.err(said[settled]);
      return exitCodes.ok;
    } finally {
      lock.release();
    }
  },
};

const following: Command = {
  name: 'restore follow',
  usage: '[--from SEQ] [--json]',
  summary: 'what the last restore does or did; a line an entry',
  options: { from: { type: 'string' }, json: { type: 'boolean' } },
  run: (world, flags) => followLast(world, 'restore', flags),
};

export const restoreCommands: readonly Command[] = [restore, run, settle, following];

/** The site of this server, which backs itself up with its own key before its data is replaced. */
export function siteOf(world: World, ops: Ops, reason: 'before-restore' | 'before-upgrade') {
  return siteHere(world, ops, installedVersion(), async () => {
    const context = await backupContext(ops);
    const wish = { key: backupKeyHere(), version: installedVersion(), reason, stateFiles: world.operation.stateFiles };
    return snapshot(context, wish);
  });
}

function handed(flags: Flags) {
  const path = text(flags, 'key-file');
  if (path === undefined) return backupKeyHere();
  try {
    return parseKey(readFileSync(path, 'utf8'));
  } finally {
    rmSync(path, { force: true });
  }
}

function requireAgreed(plan: RestorePlan | SchoolPlan, agreed: string): void {
  if (!/^[0-9a-f]{64}$/.test(agreed)) throw usage('--agree is the digest that the plan of this restore has.');
  if (agreed === plan.digest) return;
  throw new ProvisionError({
    code: 'TT-PLAN-01',
    message: 'The server or the backup is not as it was when this plan was made. Look at the new plan first.',
  });
}
