import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { changeableAllocations, holdClass, isAtSchool, keptClasses, visibleClasses } from '../../database/scoped.ts';
import { newId } from '../../ids.ts';
import { today } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { Allocation, ChangeAllocationRequest, CreateAllocationRequest } from './schema.ts';
import { readAllocation } from './store.ts';

/** Throws `not-found`, `invalid-request` and, when the teacher has it already, `conflict`. */
export async function createAllocation(
  db: Database,
  scope: Scope,
  request: CreateAllocationRequest,
): Promise<Allocation> {
  const forOneself = request.teacherId === 'me' || request.teacherId === scope.userId;
  const teacherId = request.teacherId === 'me' ? scope.userId : request.teacherId;
  const kind = await (forOneself ? visibleClasses(db, scope) : keptClasses(db, scope))
    .select(['class_stream.id', 'class_stream.school_id', 'class_stream.grade'])
    .where('class_stream.id', '=', request.classId)
    .executeTakeFirst();
  if (kind === undefined) throw notFound('class');
  const area = await db
    .selectFrom('learning_area')
    .select(['id', 'grade', 'name'])
    .where('id', '=', request.learningAreaId)
    .where('status', '=', 'published')
    .executeTakeFirst();
  if (area === undefined) throw refused('learningAreaId', 'There is no such learning area.');
  if (area.grade !== kind.grade) {
    throw refused('learningAreaId', `${area.name} is of ${area.grade}, the class is of ${kind.grade}.`);
  }
  await refuseStranger(db, teacherId, kind.school_id);
  const id = newId();
  const from = request.from ?? today();
  await db.transaction().execute(async (transaction) => {
    // One at a time for a class, so that the same cannot be added twice at once.
    await holdClass(transaction, kind.id);
    await refuseTwice(transaction, { classId: kind.id, learningAreaId: area.id, teacherId, from, to: request.to });
    const dates = { valid_from: from, valid_to: request.to ?? null };
    const what = { school_id: kind.school_id, class_id: kind.id, learning_area_id: area.id, user_id: teacherId };
    await transaction
      .insertInto('allocation')
      .values({ id, ...what, ...dates })
      .execute();
    const act = { action: 'allocation.created', object: `allocation ${id}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: kind.school_id, meta: { teacher: teacherId } });
  });
  return found(await readAllocation(db, scope, id));
}

/** Throws `not-found`, `not-allowed`, `invalid-request` or `conflict`. */
export async function changeAllocation(
  db: Database,
  scope: Scope,
  id: string,
  change: ChangeAllocationRequest,
): Promise<Allocation> {
  const old = await changeable(db, scope, id);
  const from = change.from ?? old.valid_from;
  const to = change.to === undefined ? old.valid_to : change.to;
  if (to !== null && to < from) throw refused('to', 'It ends before it begins.');
  const handedOver = change.teacherId !== undefined && change.teacherId !== old.user_id;
  const teacherId = change.teacherId ?? old.user_id;
  if (handedOver) {
    const kept = await keptClasses(db, scope)
      .select('class_stream.id')
      .where('class_stream.id', '=', old.class_id)
      .executeTakeFirst();
    if (kept === undefined) {
      throw new ProblemError('not-allowed', 'Only whoever keeps the timetable hands a class to another teacher.');
    }
    await refuseStranger(db, teacherId, old.school_id);
  }
  await db.transaction().execute(async (transaction) => {
    await holdClass(transaction, old.class_id);
    const what = { classId: old.class_id, learningAreaId: old.learning_area_id, teacherId };
    await refuseTwice(transaction, { ...what, from, to: to ?? undefined }, id);
    const values = { user_id: teacherId, valid_from: from, valid_to: to };
    await transaction.updateTable('allocation').set(values).where('id', '=', id).execute();
    if (!handedOver) return;
    await transaction.updateTable('scheme').set({ owner_id: teacherId }).where('allocation_id', '=', id).execute();
    const act = { action: 'allocation.handed-over', object: `allocation ${id}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: old.school_id, meta: { before: old.user_id, after: teacherId } });
  });
  return found(await readAllocation(db, scope, id));
}

/** Throws `not-found`, and `conflict` when a document or a record of work hangs on it. */
export async function deleteAllocation(db: Database, scope: Scope, id: string): Promise<void> {
  const old = await changeable(db, scope, id);
  await db.transaction().execute(async (transaction) => {
    await transaction.selectFrom('allocation').select('id').where('id', '=', id).forUpdate().execute();
    const scheme = await transaction
      .selectFrom('scheme')
      .select('id')
      .where('allocation_id', '=', id)
      .executeTakeFirst();
    if (scheme !== undefined) {
      throw new ProblemError('conflict', 'There are schemes of work for it. Give it an end date instead.');
    }
    const delivery = await transaction
      .selectFrom('delivery')
      .select('id')
      .where('allocation_id', '=', id)
      .executeTakeFirst();
    if (delivery !== undefined) {
      throw new ProblemError('conflict', 'There is a record of work for it. Give it an end date instead.');
    }
    await transaction.deleteFrom('allocation').where('id', '=', id).execute();
    const act = { action: 'allocation.deleted', object: `allocation ${id}`, actorId: scope.userId };
    await record(transaction, { ...act, schoolId: old.school_id, meta: { teacher: old.user_id } });
  });
}

async function changeable(db: Database, scope: Scope, id: string) {
  const row = await changeableAllocations(db, scope)
    .select(['class_id', 'learning_area_id', 'user_id', 'valid_from', 'valid_to'])
    .select('allocation.school_id')
    .where('allocation.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw notFound('allocation');
  return row;
}

async function refuseStranger(db: Database, teacherId: string, schoolId: string): Promise<void> {
  if (await isAtSchool(db, teacherId, schoolId)) return;
  throw refused('teacherId', 'This person is not at the school.');
}

type Wanted = {
  readonly classId: string;
  readonly learningAreaId: string;
  readonly teacherId: string;
  readonly from: string;
  readonly to: string | undefined;
};

async function refuseTwice(db: Database, wanted: Wanted, itself = ''): Promise<void> {
  const other = await db
    .selectFrom('allocation')
    .select('id')
    .where('class_id', '=', wanted.classId)
    .where('learning_area_id', '=', wanted.learningAreaId)
    .where('user_id', '=', wanted.teacherId)
    .where('id', '!=', itself)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', wanted.from)]))
    .$if(wanted.to !== undefined, (query) => query.where('valid_from', '<=', wanted.to ?? ''))
    .executeTakeFirst();
  if (other !== undefined)
    throw new ProblemError('conflict', 'The teacher has this class for this learning area already.');
}

function refused(field: string, message: string): ProblemError {
  return new ProblemError('invalid-request', message, { issues: [{ path: `body.${field}`, message }] });
}

function found(allocation: Allocation | null): Allocation {
  if (allocation === null) throw notFound('allocation');
  return allocation;
}
