import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { visibleSchools } from '../../database/scoped.ts';
import { newId } from '../../ids.ts';
import { ProblemError } from '../common/problem.ts';
import type { PageQuery } from '../common/schema.ts';
import type { Scope } from '../common/scope.ts';
import type { CreateSchoolRequest, School, SchoolsAnswer } from './schema.ts';

export async function listSchools(db: Database, scope: Scope, { after, limit }: PageQuery): Promise<SchoolsAnswer> {
  const rows = await visibleSchools(db, scope)
    .select(['school.id', 'school.code', 'school.name', 'school.level'])
    .$if(after !== undefined, (query) => query.where('school.id', '>', after ?? ''))
    .orderBy('school.id')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit) as School[];
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last !== undefined ? { next: last.id } : {}) };
}

/** Throws `not-allowed` unless the caller administers a district, `conflict` when the code is taken. */
export async function createSchool(db: Database, scope: Scope, request: CreateSchoolRequest): Promise<School> {
  const [districtId] = scope.districts;
  if (districtId === undefined)
    throw new ProblemError('not-allowed', 'Only administrators of the district add schools.');
  const id = newId();
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('school')
      .values({ id, district_id: districtId, ...request })
      .execute();
    const act = { action: 'school.created', object: `school ${id}`, actorId: scope.userId, schoolId: id };
    await record(transaction, { ...act, meta: { code: request.code } });
  });
  return { id, ...request };
}
