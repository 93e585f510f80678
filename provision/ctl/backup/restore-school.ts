import type { Act } from '../../acts/act.ts';
import type { BackupContext } from '../../backup/context.ts';
import type { BackupHeader } from '../../backup/format/container.ts';
import { backupContext } from '../../backup/here.ts';
import { type SchoolChanges, withSchool } from '../../backup/school.ts';
import { headerOf } from '../../backup/unpack.ts';
import { digestOf } from '../../engine/canonical.ts';
import { acquireLock } from '../../engine/lock.ts';
import type { Origin } from '../../model/journal.ts';
import { momentText } from '../../model/moment.ts';
import type { Secret } from '../../model/secret.ts';
import type { World } from '../world.ts';
import type { Outcome } from './acting.ts';

/** What bringing back one school would change. */
export type SchoolPlan = SchoolChanges & {
  readonly file: string;
  readonly backup: Pick<BackupHeader, 'name' | 'at' | 'server' | 'version'>;
  readonly digest: string;
};

export type SchoolChoice = { readonly file: string; readonly key: Secret; readonly code: string };

/** Opens the backup beside the data in use and counts; changes nothing. Alone on the server for that time. */
export async function planSchool(world: World, choice: SchoolChoice, origin: Origin): Promise<SchoolPlan> {
  const { transport, signal } = world;
  const lock = acquireLock(world.paths.lock, { ...origin, run: 'restore-plan' }, world.host);
  try {
    const context = await backupContext({ transport, signal, say: () => {} });
    const { name, at, server, version } = await headerOf(choice.file);
    const changes = await withSchool(context, choice, (opened) => opened.changes());
    const plan = { file: choice.file, backup: { name, at, server, version }, ...changes };
    return { ...plan, digest: digestOf({ file: plan.file, name, school: changes.school }) };
  } finally {
    lock.release();
  }
}

/** Brings back one school's rows, in one transaction, while everybody works. */
export function bringSchool(context: BackupContext, act: Act, choice: SchoolChoice, ofBytes: number): Promise<Outcome> {
  return withSchool(context, { ...choice, onProgress: (read) => act.progress(read, ofBytes) }, async (opened) => {
    const changes = await opened.changes();
    for (const line of changeLines(changes)) context.say(line);
    await opened.bring();
    const summary = `${changes.school.name} is as it was in the backup; what it has made since is kept.`;
    return { summary, result: { school: changes.school.code, people: changes.people, tables: [...changes.tables] } };
  });
}

export function schoolPlanLines(plan: SchoolPlan): readonly string[] {
  const { backup, school } = plan;
  return [
    `Backup ${backup.name}, made ${momentText(backup.at)}.`,
    `Only the data of ${school.name} (${school.code}) goes back to it:`,
    ...changeLines(plan),
    'What the school has made since, beside that, stays; no other school is touched, and everybody can work on.',
    `To do it: --agree ${plan.digest}`,
  ];
}

function changeLines({ people, tables }: SchoolChanges): readonly string[] {
  const lines = tables.map(
    ({ table, missing, changed, removed }) =>
      `  ${table}: ${missing} come back, ${changed} go back to what they were, ${removed} made since are removed`,
  );
  const persons = people === 0 ? [] : [`  ${people} people come back, with the password they had`];
  return lines.length + persons.length === 0 ? ['  nothing is different'] : [...persons, ...lines];
}
