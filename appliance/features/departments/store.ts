import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { isDuplicate } from '../../database/failures.ts';
import { keptDepartments, keptSchools, visibleDepartments } from '../../database/scoped.ts';
import { newId } from '../../ids.ts';
import { today } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { CreateDepartmentRequest, Department } from './schema.ts';

export async function listDepartments(db: Database, scope: Scope, schoolId: string): Promise<Department[]> {
  const rows = await visibleDepartments(db, scope)
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.department_id', '=', 'department.id')
        .on((on) => on.or([on('valid_to', 'is', null), on('valid_to', '>=', today())])),
    )
    .select(['department.id', 'department.name'])
    .select(({ fn }) => fn.count<number>('membership.user_id').distinct().as('people'))
    .where('department.school_id', '=', schoolId)
    .groupBy(['department.id', 'department.name'])
    .orderBy('department.name')
    .execute();
  return rows.map(({ id, name, people }) => ({ id, schoolId, name, people: Number(people) }));
}

/** Throws `not-found` when the school is out of reach, `conflict` when the name is taken. */
export async function createDepartment(
  db: Database,
  scope: Scope,
  { schoolId, name }: CreateDepartmentRequest,
): Promise<Department> {
  const school = await keptSchools(db, scope).select('school.id').where('school.id', '=', schoolId).executeTakeFirst();
  if (school === undefined) throw notFound('school');
  const id = newId();
  await named(() =>
    db.transaction().execute(async (transaction) => {
      await transaction.insertInto('department').values({ id, school_id: schoolId, name }).execute();
      const act = { action: 'department.created', object: `department ${id}`, actorId: scope.userId, schoolId };
      await record(transaction, { ...act, meta: { name } });
    }),
  );
  return { id, schoolId, name, people: 0 };
}

export async function renameDepartment(db: Database, scope: Scope, id: string, name: string): Promise<Department> {
  const old = await kept(db, scope, id);
  await named(() =>
    db.transaction().execute(async (transaction) => {
      await transaction.updateTable('department').set({ name }).where('id', '=', id).execute();
      const act = { action: 'department.renamed', object: `department ${id}`, actorId: scope.userId };
      await record(transaction, { ...act, schoolId: old.school_id, meta: { name, was: old.name } });
    }),
  );
  const all = await listDepartments(db, scope, old.school_id);
  const renamed = all.find((one) => one.id === id);
  if (renamed === undefined) throw notFound('department');
  return renamed;
}

/** Throws `conflict` while people belong to it. Memberships of the past forget it. */
export async function deleteDepartment(db: Database, scope: Scope, id: string): Promise<void> {
  const old = await kept(db, scope, id);
  await db.transaction().execute(async (transaction) => {
    await transaction.selectFrom('department').select('id').where('id', '=', id).forUpdate().execute();
    const member = await transaction
      .selectFrom('membership')
      .select('id')
      .where('department_id', '=', id)
      .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]))
      .executeTakeFirst();
    if (member !== undefined) {
      throw new ProblemError('conflict', 'People belong to this department: move them to another one first.');
    }
    await transaction.updateTable('membership').set({ department_id: null }).where('department_id', '=', id).execute();
    await transaction.deleteFrom('department').where('id', '=', id).execute();
    const act = { action: 'department.deleted', object: `department ${id}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: old.school_id, meta: { name: old.name } });
  });
}

async function kept(db: Database, scope: Scope, id: string) {
  const found = await keptDepartments(db, scope)
    .select(['department.school_id', 'department.name'])
    .where('department.id', '=', id)
    .executeTakeFirst();
  if (found === undefined) throw notFound('department');
  return found;
}

async function named<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new ProblemError('conflict', 'The school has a department of this name.', { cause: error });
  }
}
