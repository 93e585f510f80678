import { stat } from 'node:fs/promises';
import { drill } from '../../backup/drill.ts';
import { backupKeyHere, serverBackupPaths } from '../../backup/here.ts';
import { type BackupRecord, chosenRecord } from '../../backup/record.ts';
import { type DrillState, tellBackups } from '../../backup/state.ts';
import { requireUnchanged } from '../../backup/verify.ts';
import { renewGoLive } from '../../golive/renew.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import { readState, writeState } from '../../ops/state-file.ts';
import { proveSignIn } from '../../steps/appliance/prove-sign-in.ts';
import { type Command, text } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { World } from '../world.ts';
import { launchAndFollow, perform, quietly } from './acting.ts';
import { followLast, originOf } from './commands.ts';

const { archives } = serverBackupPaths;
const weeklyPatienceMs = 2 * 3_600_000;
/** After a kill the unit's last act is to take the copy away. */
const cleared = `ExecStopPost=${layout.ctl} restore settle`;

const drillNow: Command = {
  name: 'drill',
  usage: '[--name NAME|latest] [--origin JSON] [--json]',
  summary: 'proves that a backup can be restored: into a database of its own, with every row compared and a sign-in',
  options: { name: { type: 'string', default: 'latest' }, origin: { type: 'string' }, json: { type: 'boolean' } },
  async run(world, flags) {
    const { name } = chosenRecord(archives, text(flags, 'name') ?? 'latest');
    const args = ['drill', 'run', '--name', name, '--origin', JSON.stringify(originOf(flags))];
    return launchAndFollow(world, { act: 'drill', args, properties: [...quietly, cleared] }, flags['json'] === true);
  },
};

const run: Command = {
  name: 'drill run',
  usage: '[--name NAME|latest] [--origin JSON]',
  summary: 'proves a backup in this process (used by the units of drill and of the week)',
  options: { name: { type: 'string', default: 'latest' }, origin: { type: 'string' } },
  async run(world, flags) {
    const outcome = await perform(world, {
      act: 'drill',
      origin: originOf(flags),
      patienceMs: weeklyPatienceMs,
      async work(context, act) {
        const began = Date.now();
        let record: BackupRecord | undefined;
        try {
          record = chosenRecord(archives, text(flags, 'name') ?? 'latest');
          context.say(`Restoring ${record.name} for proof; nobody at work is touched.`);
          await requireUnchanged(archives, record);
          const file = `${archives}/${record.name}`;
          const size = (await stat(file)).size;
          const proven = await drill(context, {
            ...{ file, key: backupKeyHere(), signIn: (schema) => proveSignIn(context, schema) },
            onProgress: (read) => act.progress(read, size),
          });
          const durationMs = Date.now() - began;
          const summary = `${record.name} was restored for proof: ${proven.rows} rows compared; sign-in ${proven.signIn}.`;
          const at = new Date().toISOString();
          tell(world, {
            ...{ at, ok: true, summary, backup: record.name, proven: { name: record.name, at }, durationMs },
            ...{ tables: proven.contents.tableNames.length, rows: proven.rows, signIn: proven.signIn },
          });
          await tellBackups(context, archives, world.operation.stateFiles);
          return { summary, result: { backup: record.name, rows: proven.rows, signIn: proven.signIn, durationMs } };
        } catch (thrown) {
          failed(world, record, thrown, Date.now() - began);
          throw thrown;
        }
      },
    });
    world.out(outcome.summary);
    return exitCodes.ok;
  },
};

const following: Command = {
  name: 'drill follow',
  usage: '[--from SEQ] [--json]',
  summary: 'what the last proof does or did; a line an entry',
  options: { from: { type: 'string' }, json: { type: 'boolean' } },
  run: (world, flags) => followLast(world, 'drill', flags),
};

export const drillCommands: readonly Command[] = [drillNow, run, following];

function failed(world: World, record: BackupRecord | undefined, thrown: unknown, durationMs: number): void {
  // Nothing to prove yet is no failure of a backup.
  const isEarly = thrown instanceof ProvisionError && thrown.code === 'TT-BACKUP-03';
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const proven = readState<DrillState>('drill', world.operation.stateFiles)?.proven ?? null;
  tell(world, {
    ...{ at: new Date().toISOString(), ok: isEarly ? null : false, backup: record?.name ?? null, proven, durationMs },
    ...{ summary: isEarly ? message : `The last proof failed: ${message}`, tables: 0, rows: 0, signIn: 'not tried' },
  });
}

function tell(world: World, state: DrillState): void {
  writeState('drill', state, world.operation.stateFiles);
  renewGoLive(world.operation.stateFiles, 'restore');
}
