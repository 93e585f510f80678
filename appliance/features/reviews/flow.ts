import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { keptSchools, visibleSchools } from '../../database/scoped.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { Flow, FlowStep } from './schema.ts';

/** The head of department where there is one, then the deputy or the head. */
const usual: readonly FlowStep[] = [
  { role: 'head-of-department', optional: true },
  { role: 'deputy', optional: false },
];

/** Steps of a school that was found in scope. */
export async function stepsOf(db: Database, schoolId: string): Promise<readonly FlowStep[]> {
  const rows = await db
    .selectFrom('flow_step')
    .select(['role', 'optional'])
    .where('school_id', '=', schoolId)
    .where('doc', '=', 'scheme')
    .orderBy('step_no')
    .execute();
  if (rows.length === 0) return usual;
  return rows.map(({ role, optional }) => ({ role: role as FlowStep['role'], optional: optional === 1 }));
}

export async function readFlow(db: Database, scope: Scope, schoolId: string): Promise<Flow> {
  const school = await visibleSchools(db, scope)
    .select('school.id')
    .where('school.id', '=', schoolId)
    .executeTakeFirst();
  if (school === undefined) throw notFound('school');
  return { steps: [...(await stepsOf(db, schoolId))] };
}

/** For what is handed in from now on; what is under way keeps the steps it began with. */
export async function changeFlow(db: Database, scope: Scope, schoolId: string, { steps }: Flow): Promise<void> {
  const school = await keptSchools(db, scope).select('school.id').where('school.id', '=', schoolId).executeTakeFirst();
  if (school === undefined) throw notFound('school');
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('flow_step').where('school_id', '=', schoolId).where('doc', '=', 'scheme').execute();
    const rows = steps.map(({ role, optional }, index) => ({ role, optional: optional ? 1 : 0, step_no: index + 1 }));
    await transaction
      .insertInto('flow_step')
      .values(rows.map((row) => ({ school_id: schoolId, doc: 'scheme' as const, ...row })))
      .execute();
    const act = { action: 'approval-steps.set', object: `school ${schoolId}`, actorId: scope.userId, schoolId };
    await record(transaction, { ...act, meta: { steps: steps.map(({ role }) => role).join(', ') } });
  });
}
