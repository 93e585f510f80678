import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { isDuplicate } from '../../database/failures.ts';
import { keptClasses, keptSchools, visibleClasses } from '../../database/scoped.ts';
import { newId } from '../../ids.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { ChangeClassRequest, Class, CreateClassRequest } from './schema.ts';

const columns = [
  'class_stream.id',
  'class_stream.school_id',
  'class_stream.grade',
  'class_stream.name',
  'boys',
  'girls',
] as const;

export async function listClasses(db: Database, scope: Scope, schoolId: string): Promise<Class[]> {
  const rows = await visibleClasses(db, scope).select(columns).where('school.id', '=', schoolId).limit(1000).execute();
  return rows.map(({ school_id, ...row }) => ({ ...row, schoolId: school_id })).sort(byGradeAndName);
}

/** Throws `not-found` when the school is out of reach, `conflict` when the class is there already. */
export async function createClass(db: Database, scope: Scope, request: CreateClassRequest): Promise<Class> {
  const school = await keptSchools(db, scope)
    .select('school.id')
    .where('school.id', '=', request.schoolId)
    .executeTakeFirst();
  if (school === undefined) throw notFound('school');
  const id = newId();
  const { grade, name, boys, girls } = request;
  await namedOnce(name, grade, () =>
    db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('class_stream')
        .values({ id, school_id: school.id, grade, name, boys, girls })
        .execute();
      const act = { action: 'class.created', object: `class ${id}`, actorId: scope.userId, schoolId: school.id };
      await record(transaction, act);
    }),
  );
  return { id, ...request };
}

/** Throws `not-found` or `conflict`. The grade stays once something is taught to the class. */
export async function changeClass(db: Database, scope: Scope, id: string, change: ChangeClassRequest): Promise<Class> {
  const old = await keptClasses(db, scope).select(columns).where('class_stream.id', '=', id).executeTakeFirst();
  if (old === undefined) throw notFound('class');
  const { school_id: schoolId, ...rest } = old;
  if (change.grade !== undefined && change.grade !== old.grade && (await isTaught(db, id))) {
    throw new ProblemError('conflict', 'The class is taught already, so its grade stays. Make a new class instead.');
  }
  const changed: Class = {
    id,
    schoolId,
    grade: change.grade ?? rest.grade,
    name: change.name ?? rest.name,
    boys: change.boys ?? rest.boys,
    girls: change.girls ?? rest.girls,
  };
  await namedOnce(changed.name, changed.grade, () =>
    db.transaction().execute(async (transaction) => {
      await transaction.updateTable('class_stream').set(change).where('id', '=', id).execute();
      const act = { action: 'class.changed', object: `class ${id}`, actorId: scope.userId, schoolId };
      await record(transaction, { ...act, meta: { grade: changed.grade, name: changed.name, was: old.name } });
    }),
  );
  return changed;
}

/** Throws `not-found`, and `conflict` when something is taught to the class. */
export async function deleteClass(db: Database, scope: Scope, id: string): Promise<void> {
  const old = await keptClasses(db, scope).select(columns).where('class_stream.id', '=', id).executeTakeFirst();
  if (old === undefined) throw notFound('class');
  if (await isTaught(db, id)) {
    throw new ProblemError('conflict', 'Something is taught to this class: remove its teachers first.');
  }
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('class_stream').where('id', '=', id).execute();
    const act = { action: 'class.deleted', object: `class ${id}`, actorId: scope.userId, schoolId: old.school_id };
    await record(transaction, { ...act, meta: { grade: old.grade, name: old.name } });
  });
}

async function isTaught(db: Database, classId: string): Promise<boolean> {
  const found = await db.selectFrom('allocation').select('id').where('class_id', '=', classId).executeTakeFirst();
  return found !== undefined;
}

async function namedOnce(name: string, grade: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new ProblemError('conflict', `There is a class ${name} of ${grade} already.`, { cause: error });
  }
}

/** `Grade 4` before `Grade 10`. */
export function byGradeAndName(
  one: { readonly grade: string; readonly name: string },
  other: { readonly grade: string; readonly name: string },
): number {
  return natural.compare(one.grade, other.grade) || natural.compare(one.name, other.name);
}

const natural = new Intl.Collator('en', { numeric: true });
