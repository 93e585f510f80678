import { record } from '../database/audit.ts';
import { isDuplicate, retryDeadlocks } from '../database/failures.ts';
import { mayAppoint } from '../features/people/care.ts';
import { scopeOfUser } from '../features/people/memberships.ts';
import { applyDiffs } from '../features/people-import/apply.ts';
import { diffPeople } from '../features/people-import/diff.ts';
import { pieces, readKnown } from '../features/people-import/known.ts';
import type { PersonRecord } from '../features/people-import/record.ts';
import { today } from '../today.ts';
import type { Processor } from './job-context.ts';

const chunk = 100;

/**
 * Takes over the rows that were found new or changed, some at a time. Each piece is compared once more with what is
 * there now, so that running it again changes nothing and what another administrator did meanwhile counts.
 */
export const commitPeople: Processor<'people.commit'> = async (context) => {
  const { db, job } = context;
  const found = await db
    .selectFrom('people_import')
    .select(['id', 'school_id', 'end_left'])
    .where('id', '=', job.target_id)
    .executeTakeFirstOrThrow();
  const scope = await scopeOfUser(db, job.owner_id);
  const waiting = await db
    .selectFrom('people_import_row')
    .select(['line_number', 'record'])
    .where('import_id', '=', found.id)
    .where('state', 'in', ['new', 'changed'])
    .where('outcome', 'is', null)
    .orderBy('line_number')
    .execute();
  let done = 0;
  for (const some of pieces(waiting, chunk)) {
    const records = some.map((row) => JSON.parse(row.record) as PersonRecord);
    await retryWhenTaken(() =>
      db.transaction().execute(async (transaction) => {
        const known = await readKnown(transaction, scope, records, found.school_id);
        const diffs = diffPeople(records, known, { scope, schoolId: found.school_id });
        const people = await applyDiffs(transaction, diffs);
        for (const { record: one, state, userId, reasons } of diffs) {
          const taken = state === 'new' || state === 'changed' || state === 'same';
          await transaction
            .updateTable('people_import_row')
            .set({
              outcome: taken ? 'done' : 'skipped',
              user_id: people.get(one.row) ?? userId,
              ...(taken ? {} : { reasons: JSON.stringify(reasons) }),
            })
            .where('import_id', '=', found.id)
            .where('line_number', '=', one.row)
            .execute();
        }
      }),
    );
    done += some.length;
    await context.report(done, waiting.length);
  }
  await db.transaction().execute(async (transaction) => {
    if (found.end_left !== 0) {
      const left = await transaction
        .selectFrom('people_import_row')
        .select('user_id')
        .where('import_id', '=', found.id)
        .where('state', '=', 'left')
        .execute();
      const known = await readKnown(transaction, scope, await recordsOf(), found.school_id);
      const schools = new Set(known.schools.map(({ id }) => id));
      const ends = left.flatMap(({ user_id }) =>
        (known.people.get(user_id ?? '')?.memberships ?? []).filter(
          (one) => schools.has(one.schoolId ?? '') && mayAppoint(scope, one.role, one),
        ),
      );
      for (const some of pieces(ends, 500)) {
        const ids = some.map(({ id }) => id);
        await transaction.updateTable('membership').set({ valid_to: yesterday() }).where('id', 'in', ids).execute();
      }
      await transaction
        .updateTable('people_import_row')
        .set({ outcome: 'done' })
        .where('import_id', '=', found.id)
        .where('state', '=', 'left')
        .execute();
    }
    await transaction.updateTable('people_import').set({ state: 'committed' }).where('id', '=', found.id).execute();
    const act = { action: 'people.imported', object: `import ${found.id}`, actorId: job.owner_id };
    await record(transaction, {
      ...act,
      schoolId: found.school_id,
      meta: { rows: done, endLeft: found.end_left !== 0 },
    });
    await context.finish(transaction, { total: waiting.length });
  });

  async function recordsOf(): Promise<PersonRecord[]> {
    const rows = await db
      .selectFrom('people_import_row')
      .select('record')
      .where('import_id', '=', found.id)
      .where('state', '<>', 'left')
      .execute();
    return rows.map((row) => JSON.parse(row.record) as PersonRecord);
  }
};

/** Somebody else took a name between the look and the writing: the next look sees it. */
async function retryWhenTaken(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await retryDeadlocks(work);
    } catch (error) {
      if (!isDuplicate(error) || attempt === 3) throw error;
    }
  }
}

function yesterday(): string {
  return new Date(Date.parse(today()) - 86_400_000).toISOString().slice(0, 10);
}
