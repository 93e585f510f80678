import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import { holdSchool, keptSchools, visibleSchools } from '../../database/scoped.ts';
import { newId } from '../../ids.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { DayTimes, Period } from './schema.ts';

export async function listDayTimes(db: Database, scope: Scope, schoolId: string): Promise<DayTimes[]> {
  const school = await visibleSchools(db, scope)
    .select('school.id')
    .where('school.id', '=', schoolId)
    .executeTakeFirst();
  if (school === undefined) throw notFound('school');
  return (await dayTimesOf(db, [schoolId])).get(schoolId) ?? [];
}

/** Replaces the times of a school's day. Throws `not-found`. */
export async function setDayTimes(
  db: Database,
  scope: Scope,
  schoolId: string,
  items: readonly DayTimes[],
): Promise<DayTimes[]> {
  const school = await keptSchools(db, scope).select('school.id').where('school.id', '=', schoolId).executeTakeFirst();
  if (school === undefined) throw notFound('school');
  const rows = items.flatMap(({ grade, periods }) =>
    periods.map(({ period, start, minutes }) => ({
      id: newId(),
      school_id: schoolId,
      grade,
      period,
      start_time: start,
      minutes,
    })),
  );
  await db.transaction().execute(async (transaction) => {
    await holdSchool(transaction, schoolId);
    await transaction.deleteFrom('school_period').where('school_id', '=', schoolId).execute();
    if (rows.length > 0) await transaction.insertInto('school_period').values(rows).execute();
    const act = { action: 'day-times.set', object: `school ${schoolId}`, actorId: scope.userId, schoolId };
    await record(transaction, { ...act, meta: { periods: rows.length } });
  });
  return (await dayTimesOf(db, [schoolId])).get(schoolId) ?? [];
}

/** The times of each school's day; those of all grades first. */
export async function dayTimesOf(db: Database, schoolIds: readonly string[]): Promise<Map<string, DayTimes[]>> {
  if (schoolIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('school_period')
    .select(['school_id', 'grade', 'period', 'start_time', 'minutes'])
    .where('school_id', 'in', schoolIds)
    .orderBy('grade')
    .orderBy('period')
    .execute();
  const bySchool = Map.groupBy(rows, (row) => row.school_id);
  return new Map(
    [...bySchool].map(([schoolId, own]) => [
      schoolId,
      [...Map.groupBy(own, (row) => row.grade)].map(([grade, some]) => ({
        grade,
        periods: some.map(({ period, start_time: start, minutes }) => ({ period, start, minutes })),
      })),
    ]),
  );
}

/** The times that a grade keeps: its own, or else those of all. */
export function periodsFor(times: readonly DayTimes[], grade: string): readonly Period[] {
  return (times.find((one) => one.grade === grade) ?? times.find((one) => one.grade === ''))?.periods ?? [];
}
