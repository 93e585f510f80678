import type { Database } from '../database/connect.ts';
import type { Scope } from '../features/common/scope.ts';
import { mayAppoint } from '../features/people/care.ts';
import { scopeOfUser } from '../features/people/memberships.ts';
import { guessMapping, type Mapping } from '../features/people-import/columns.ts';
import { diffPeople } from '../features/people-import/diff.ts';
import { pieces, readKnown } from '../features/people-import/known.ts';
import { recordsOf } from '../features/people-import/record.ts';
import type { Known, RowDiff } from '../features/people-import/types.ts';
import { readTable } from '../spreadsheet/read.ts';
import { UnreadableTable } from '../spreadsheet/table.ts';
import type { Processor } from './job-context.ts';

/** Reads the file and writes down, row by row, what committing it would do. */
export const checkPeople: Processor<'people.check'> = async (context) => {
  const { db, job } = context;
  const found = await db
    .selectFrom('people_import')
    .select(['id', 'file', 'mapping', 'school_id'])
    .where('id', '=', job.target_id)
    .executeTakeFirstOrThrow();
  const table = await readTable(found.file).catch((error: unknown) => {
    if (error instanceof UnreadableTable) return error.message;
    throw error;
  });
  if (typeof table === 'string') return refuse(table, []);
  const headings = [...(table.rows[0] ?? [])];
  const mapping: Mapping = found.mapping === null ? guessMapping(headings) : (JSON.parse(found.mapping) as Mapping);
  if (mapping.staff_no === undefined && mapping.user_name === undefined) {
    return refuse('No column holds staff numbers or user names. Say which one it is.', headings);
  }
  const scope = await scopeOfUser(db, job.owner_id);
  const records = recordsOf(table.rows, mapping);
  if (records.length === 0) return refuse('Below the headings the file has no rows.', headings);
  const known = await readKnown(db, scope, records, found.school_id);
  const diffs = diffPeople(records, known, { scope, schoolId: found.school_id });
  const left = peopleWhoLeft(known, diffs, scope);
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('people_import_row').where('import_id', '=', found.id).execute();
    await writeRows(transaction, found.id, diffs, left);
    await transaction
      .updateTable('people_import')
      .set({
        state: 'checked',
        headings: JSON.stringify(headings),
        mapping: JSON.stringify(mapping),
        notes: JSON.stringify(table.assumptions),
        problem: null,
      })
      .where('id', '=', found.id)
      .execute();
    await context.finish(transaction, { total: records.length });
  });

  async function refuse(problem: string, headings: readonly string[]): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('people_import_row')
        .where('import_id', '=', job.target_id ?? '')
        .execute();
      await transaction
        .updateTable('people_import')
        .set({ state: 'refused', problem: problem.slice(0, 500), headings: JSON.stringify(headings) })
        .where('id', '=', job.target_id ?? '')
        .execute();
      await context.finish(transaction);
    });
  }
};

type Left = {
  readonly userId: string;
  readonly fullName: string;
  readonly staffNumber: string | null;
  readonly schoolCode: string;
};

/** People of the schools in the file whom no row names, as far as the caller gives and takes their roles. */
function peopleWhoLeft(known: Known, diffs: readonly RowDiff[], scope: Scope): Left[] {
  const named = new Set(diffs.map(({ userId }) => userId));
  const codes = new Map(known.schools.map(({ id, code }) => [id, code]));
  return [...known.people.values()].flatMap((person) => {
    if (named.has(person.id) || person.id === scope.userId) return [];
    const here = person.memberships.find((one) => codes.has(one.schoolId ?? '') && mayAppoint(scope, one.role, one));
    if (here === undefined) return [];
    const { id: userId, fullName, staffNumber, userName } = person;
    return [
      { userId, fullName, staffNumber: staffNumber ?? userName, schoolCode: codes.get(here.schoolId ?? '') ?? '' },
    ];
  });
}

async function writeRows(
  transaction: Database,
  importId: string,
  diffs: readonly RowDiff[],
  left: readonly Left[],
): Promise<void> {
  const last = diffs.reduce((most, { record }) => Math.max(most, record.row), 0);
  const rows = [
    ...diffs.map(({ record, state, userId, reasons }) => ({
      import_id: importId,
      line_number: record.row,
      state: state as string,
      user_id: userId,
      record: JSON.stringify(record),
      reasons: JSON.stringify(reasons),
      outcome: null,
    })),
    ...left.map(({ userId, ...record }, index) => ({
      import_id: importId,
      line_number: last + 1 + index,
      state: 'left',
      user_id: userId,
      record: JSON.stringify(record),
      reasons: '[]',
      outcome: null,
    })),
  ];
  for (const some of pieces(rows, 500)) await transaction.insertInto('people_import_row').values(some).execute();
}
