import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ActName, readAct } from '../../acts/act.ts';
import { backupKeyHere, serverBackupPaths } from '../../backup/here.ts';
import { makeBackup } from '../../backup/make.ts';
import { chosenRecord, recordsIn, removeBackup } from '../../backup/record.ts';
import { megabytes } from '../../backup/space.ts';
import { type BackupsState, type DrillState, tellBackups } from '../../backup/state.ts';
import { readTargets } from '../../backup/targets/settings.ts';
import { requireUnchanged, verifyFile } from '../../backup/verify.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Origin } from '../../model/journal.ts';
import { momentText } from '../../model/moment.ts';
import { readState } from '../../ops/state-file.ts';
import { type Command, type Flags, needed, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { originSchema } from '../run-folder.ts';
import { parsed } from '../wanted-schema.ts';
import type { World } from '../world.ts';
import { follow, launchAndFollow, perform, quietly } from './acting.ts';
import { backupKey, keyFor } from './key.ts';
import { installedVersion } from './site.ts';
import { backupTargets } from './targets.ts';

const { archives } = serverBackupPaths;
/** A nightly backup waits for an install or an upgrade that goes on. */
const nightlyPatienceMs = 2 * 3_600_000;

const now: Command = {
  name: 'backup now',
  usage: '[--origin JSON] [--json]',
  summary: 'makes a backup, in a unit of its own that nobody at work feels, and shows how it goes',
  options: { origin: { type: 'string' }, json: { type: 'boolean' } },
  async run(world, flags) {
    const origin = JSON.stringify(originOf(flags));
    const args = ['backup', 'run', '--reason', 'manual', '--origin', origin];
    return launchAndFollow(world, { act: 'backup', args, properties: quietly }, flags['json'] === true);
  },
};

const run: Command = {
  name: 'backup run',
  usage: '[--reason nightly|manual] [--origin JSON]',
  summary: 'makes a backup in this process (used by the units of backup now and of the night)',
  options: { reason: { type: 'string', default: 'nightly' }, origin: { type: 'string' } },
  async run(world, flags) {
    const reason = text(flags, 'reason');
    if (reason !== 'nightly' && reason !== 'manual') throw usage('--reason is nightly or manual.');
    const outcome = await perform(world, {
      act: 'backup',
      origin: originOf(flags),
      patienceMs: reason === 'nightly' ? nightlyPatienceMs : 0,
      async work(context, act) {
        const { record, removed } = await makeBackup(context, {
          key: backupKeyHere(),
          version: installedVersion(),
          reason,
          stateFiles: world.operation.stateFiles,
          targets: readTargets(),
          onProgress: (done, of) => act.progress(done, of),
        });
        const summary = `${record.name} is made: ${megabytes(record.bytes)} in ${(record.durationMs / 1000).toFixed(1)} s.`;
        return { summary, result: { backup: record.name, bytes: record.bytes, removed } };
      },
    });
    world.out(outcome.summary);
    return exitCodes.ok;
  },
};

const list: Command = {
  name: 'backup list',
  usage: '[--json]',
  summary: 'the backups of this server, their targets, and when the next one is due',
  options: { json: { type: 'boolean' } },
  async run(world, flags) {
    const { transport, signal } = world;
    const state = await tellBackups({ transport, signal, say: () => {} }, archives, world.operation.stateFiles);
    const proven = readState<DrillState>('drill', world.operation.stateFiles)?.proven?.name;
    world.out(
      flags['json'] === true
        ? JSON.stringify({ ...state, proven: proven ?? null })
        : listLines(state, proven).join('\n'),
    );
    return exitCodes.ok;
  },
};

function listLines(state: BackupsState, proven: string | undefined): readonly string[] {
  const reasons = {
    nightly: 'nightly',
    manual: 'by hand',
    'before-restore': 'before a restore',
    'before-upgrade': 'before an upgrade',
  };
  return [
    state.summary,
    ...state.list.map(
      ({ name, bytes, reason }) =>
        `  ${name}  ${megabytes(bytes).padStart(8)}  ${reasons[reason]}${name === proven ? '  restored for proof' : ''}`,
    ),
    ...state.targets.map(({ where, ok, summary }) => `  ${ok === false ? 'NOT ' : ''}copied to ${where}: ${summary}`),
    state.next === null ? 'No nightly backup is due.' : `The next one is due ${momentText(state.next)}.`,
    ...(state.keyConfirmed
      ? []
      : ['Nobody has confirmed yet to have the key written down: teachtrackctl backup key --show']),
  ];
}

const verify: Command = {
  name: 'backup verify',
  usage: '[--name NAME|latest | --file PATH] [--key-file FILE|-] [--json]',
  summary: 'opens every part of a backup and adds everything up; writes nothing',
  options: {
    name: { type: 'string' },
    file: { type: 'string' },
    'key-file': { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(world, flags) {
    const key = await keyFor(world, flags);
    const file = await chosenFile(flags);
    const { header, contents } = await verifyFile(file, key);
    const rows = Object.values(contents.tables).reduce((sum, one) => sum + one.rows, 0);
    const told = {
      file,
      name: header.name,
      at: header.at,
      tables: contents.tableNames.length,
      rows,
      documents: contents.documents.files,
    };
    world.out(
      flags['json'] === true
        ? JSON.stringify(told)
        : `${header.name} is whole: ${told.tables} tables with ${rows} rows, ${told.documents} documents, settings and secrets.`,
    );
    return exitCodes.ok;
  },
};

const remove: Command = {
  name: 'backup remove',
  usage: '--name NAME [--json]',
  summary: 'removes one backup from this server; never the newest one, nor the one restored for proof last',
  options: { name: { type: 'string' }, json: { type: 'boolean' } },
  async run(world, flags) {
    const { name } = chosenRecord(archives, needed(flags, 'name'));
    const proven = readState<DrillState>('drill', world.operation.stateFiles)?.proven?.name;
    if (recordsIn(archives)[0]?.name === name) throw kept(`${name} is the newest backup`);
    if (proven === name) throw kept(`${name} is the backup that was restored for proof last`);
    removeBackup(archives, name);
    const { transport, signal } = world;
    await tellBackups({ transport, signal, say: () => {} }, archives, world.operation.stateFiles);
    world.out(flags['json'] === true ? JSON.stringify({ removed: name }) : `${name} is removed.`);
    return exitCodes.ok;
  },
};

const following: Command = {
  name: 'backup follow',
  usage: '[--from SEQ] [--json]',
  summary: 'what the last backup does or did; a line an entry',
  options: { from: { type: 'string' }, json: { type: 'boolean' } },
  run: (world, flags) => followLast(world, 'backup', flags),
};

export const backupCommands: readonly Command[] = [now, run, list, verify, remove, following, backupKey, backupTargets];

export async function followLast(world: World, act: ActName, flags: Flags): Promise<number> {
  const from = Number(text(flags, 'from') ?? '1');
  if (!Number.isSafeInteger(from) || from < 1) throw usage('--from is the number of an entry, from 1.');
  if (readAct(layout.acts, act).length === 0)
    throw new ProvisionError({ code: 'TT-JOURNAL-01', message: `There was no ${act} on this server yet.` });
  return follow(world, { act, fromSeq: from, json: flags['json'] === true });
}

/** The file meant by `--file`, or by `--name`, which must be as it was when it was made. */
export async function chosenFile(flags: Flags): Promise<string> {
  const path = text(flags, 'file');
  if (path !== undefined) {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return resolve(path);
    throw new ProvisionError({ code: 'TT-FILE-03', message: `There is no file ${path} on this server.` });
  }
  const record = chosenRecord(archives, text(flags, 'name') ?? 'latest');
  await requireUnchanged(archives, record);
  return `${archives}/${record.name}`;
}

export function originOf(flags: Flags): Origin {
  const told = text(flags, 'origin');
  return told === undefined ? { who: 'root', from: 'this server' } : parsed(originSchema, told, '--origin');
}

function kept(why: string): ProvisionError {
  return new ProvisionError({ code: 'TT-DATA-01', message: `${why}: it stays.` });
}
