import { rmSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackupContext } from '../../backup/context.ts';
import { liveSchema } from '../../backup/database.ts';
import { writeDurable } from '../../engine/durable.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import { lastLines, linesOf } from '../../ops/command.ts';
import { query } from '../../ops/mysql.ts';
import { runDemoData } from '../../steps/appliance/demo-data.ts';

/** There while virtual people may be: what a kill or a power cut leaves is known by it, and taken away. */
const mark = layout.provePeople;

const peopleASchool = 50;
const drainMs = 120_000;

export function arePeopleLeft(): boolean {
  return statSync(mark, { throwIfNoEntry: false }) !== undefined;
}

export type VirtualPeople = { readonly passphrase: string; readonly schemes: number };

/** Makes virtual schools with so many teachers, each with a class and a scheme of work, and one passphrase for all. */
export async function makePeople(context: BackupContext, teachers: number): Promise<VirtualPeople> {
  writeDurable(mark, '', 0o600);
  const schools = Math.max(1, Math.ceil(teachers / peopleASchool));
  const args = ['seed', '--schools', String(schools), '--teachers', String(teachers), '--json'];
  // Cut off in the middle it would go on beside the tidying up.
  const { exitCode, stdout, stderr } = await runDemoData(lasting(context), args);
  const evidence = lastLines(stderr, 3);
  if (exitCode !== 0) throw notMade(evidence.at(-1)?.replace(/^demo: /, '') ?? 'the program ended without a word');
  const made = JSON.parse(linesOf(stdout).at(-1) ?? '{}') as Partial<VirtualPeople>;
  if (made.passphrase === undefined || made.schemes !== teachers)
    throw notMade(`${made.schemes ?? 0} of ${teachers} have a scheme of work: is there a term and a curriculum?`);
  return { passphrase: made.passphrase, schemes: made.schemes };
}

/** Takes all of them away with everything that is theirs. Harmless when there are none. */
export async function removePeople(context: BackupContext): Promise<void> {
  if (!arePeopleLeft()) return;
  const ops = lasting(context);
  await drained(ops);
  const { exitCode, stderr } = await runDemoData(ops, ['remove', '--json']);
  if (exitCode !== 0)
    throw new ProvisionError({
      code: 'TT-RUN-01',
      message: 'The virtual people of the capacity test could not be taken away yet: teachtrackctl prove tidy.',
      evidence: lastLines(stderr, 3),
    });
  rmSync(mark, { force: true });
}

/** Waits until nothing that they asked for is under way: workers shall not write for somebody who is gone. */
export async function drained(context: BackupContext): Promise<void> {
  const live = liveSchema(context);
  for (const end = performance.now() + drainMs; performance.now() < end && !context.signal.aborted; ) {
    const [row] = await query(
      context,
      context.database,
      `SELECT COUNT(*) FROM ${live}.job JOIN ${live}.demo_user ON owner_id = user_id WHERE state IN ('waiting', 'active')`,
    );
    if (row?.[0] === '0') return;
    await sleep(1_000);
  }
}

/** Schemes of work of virtual people that are whole. */
export async function schemesMade(context: BackupContext): Promise<number> {
  const live = liveSchema(context);
  const [row] = await query(
    context,
    context.database,
    `SELECT COUNT(*) FROM ${live}.scheme JOIN ${live}.demo_user ON owner_id = user_id WHERE status = 'draft'`,
  );
  return Number(row?.[0] ?? 0);
}

/** Works on when the person has stopped what it belongs to. */
function lasting(context: BackupContext): BackupContext {
  return { ...context, signal: new AbortController().signal };
}

function notMade(why: string): ProvisionError {
  return new ProvisionError({ code: 'TT-PROVE-01', message: `The virtual teachers could not be made: ${why}.` });
}
