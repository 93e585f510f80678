import { record } from '../../database/audit.ts';
import type { Database } from '../../database/connect.ts';
import {
  countSchemesOfTerms,
  holdSchool,
  keptSchools,
  moveSchemesToTerm,
  visibleSchools,
} from '../../database/scoped.ts';
import type { NewRow, Row } from '../../database/tables.ts';
import { newId } from '../../ids.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { CalendarAnswer, CalendarDay, CalendarEffect, CalendarRequest, DayInput } from './editing-schema.ts';
import { effectOf } from './effect.ts';

type Current = {
  readonly id: string | null;
  readonly version: number;
  readonly terms: readonly Row<'term'>[];
  readonly days: readonly Row<'day_rule'>[];
};

/** The calendar of the year in force, with the days of the school that is named. Throws `not-found`. */
export async function readCalendar(
  db: Database,
  scope: Scope,
  year: number,
  schoolId?: string,
): Promise<CalendarAnswer> {
  const districtId =
    schoolId === undefined ? scope.homes[0] : await districtOfSchool(visibleSchools(db, scope), schoolId);
  return answer(year, await current(db, districtId ?? '', year), schoolId);
}

export async function previewCalendar(
  db: Database,
  scope: Scope,
  year: number,
  request: CalendarRequest,
): Promise<CalendarEffect> {
  refuseOtherYear(year, request);
  const now = await current(db, editedDistrict(scope), year);
  return effectOf(yearOf(now), request, await schemesOf(db, now));
}

/**
 * Puts a new version of the year's calendar in force. Schemes of work go with their term: they keep their rows until they
 * are placed anew. Schools keep their own days. Throws `not-allowed`, `invalid-request` or `conflict`.
 */
export async function setCalendar(
  db: Database,
  scope: Scope,
  year: number,
  request: CalendarRequest,
): Promise<CalendarAnswer> {
  const districtId = editedDistrict(scope);
  refuseOtherYear(year, request);
  await db.transaction().execute(async (transaction) => {
    await transaction.selectFrom('district').select('id').where('id', '=', districtId).forUpdate().execute();
    const now = await current(transaction, districtId, year);
    if (now.version !== request.version) {
      throw new ProblemError('conflict', 'Somebody changed this calendar meanwhile. Load it again, then change it.');
    }
    const schemes = await schemesOf(transaction, now);
    for (const [number, count] of schemes) {
      if (count === 0 || request.terms.some((term) => term.number === number)) continue;
      throw new ProblemError('conflict', `Term ${number} has ${count} schemes of work, so it cannot be left out.`);
    }
    const id = newId();
    const calendar = { id, district_id: districtId, year, version: now.version + 1, status: 'published' };
    await transaction.insertInto('calendar').values(calendar).execute();
    const terms = request.terms.map((term) => ({
      id: newId(),
      calendar_id: id,
      number: term.number,
      start_date: term.start,
      end_date: term.end,
    }));
    await transaction.insertInto('term').values(terms).execute();
    const days = request.days.map((day) => dayRow(id, null, day));
    if (days.length > 0) await transaction.insertInto('day_rule').values(days).execute();
    if (now.id !== null) {
      const own = transaction.updateTable('day_rule').set({ calendar_id: id });
      await own.where('calendar_id', '=', now.id).where('school_id', 'is not', null).execute();
    }
    for (const old of now.terms) {
      const next = terms.find((term) => term.number === old.number);
      if (next !== undefined) await moveSchemesToTerm(transaction, old.id, next.id);
    }
    const act = { action: 'calendar.published', object: `calendar ${id}`, actorId: scope.userId };
    await record(transaction, { ...act, meta: { year, version: now.version + 1 } });
  });
  return readCalendar(db, scope, year);
}

/** Replaces the school's own days of a year. Throws `not-found`, and `conflict` while the year has no calendar. */
export async function setClosures(
  db: Database,
  scope: Scope,
  { schoolId, year }: { readonly schoolId: string; readonly year: number },
  days: readonly DayInput[],
): Promise<CalendarAnswer> {
  const districtId = await districtOfSchool(keptSchools(db, scope), schoolId);
  await db.transaction().execute(async (transaction) => {
    await holdSchool(transaction, schoolId);
    const { id } = await current(transaction, districtId, year);
    if (id === null) throw new ProblemError('conflict', `The district has no calendar for ${year} yet.`);
    await transaction.deleteFrom('day_rule').where('calendar_id', '=', id).where('school_id', '=', schoolId).execute();
    const rows = days.map((day) => dayRow(id, schoolId, day));
    if (rows.length > 0) await transaction.insertInto('day_rule').values(rows).execute();
    const act = { action: 'closures.set', object: `school ${schoolId}`, actorId: scope.userId, schoolId };
    await record(transaction, { ...act, meta: { year, days: rows.length } });
  });
  return readCalendar(db, scope, year, schoolId);
}

async function current(db: Database, districtId: string, year: number): Promise<Current> {
  const calendar = await db
    .selectFrom('calendar')
    .select(['id', 'version'])
    .where('district_id', '=', districtId)
    .where('year', '=', year)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  if (calendar === undefined) return { id: null, version: 0, terms: [], days: [] };
  const [terms, days] = await Promise.all([
    db.selectFrom('term').selectAll().where('calendar_id', '=', calendar.id).orderBy('number').execute(),
    db.selectFrom('day_rule').selectAll().where('calendar_id', '=', calendar.id).orderBy('from_date').execute(),
  ]);
  return { ...calendar, terms, days };
}

function answer(year: number, { version, terms, days }: Current, schoolId: string | undefined): CalendarAnswer {
  return {
    year,
    version,
    terms: terms.map(({ id, number, start_date: start, end_date: end }) => ({ id, number, start, end })),
    days: days
      .filter((day) => day.school_id === null || day.school_id === schoolId)
      .map((day) => ({
        from: day.from_date,
        to: day.to_date,
        kind: day.kind as CalendarDay['kind'],
        status: day.status as CalendarDay['status'],
        label: day.label,
        grade: day.grade,
        ofSchool: day.school_id !== null,
      })),
  };
}

function yearOf({ terms, days }: Current) {
  return {
    terms: terms.map(({ number, start_date: start, end_date: end }) => ({ number, start, end })),
    days: days
      .filter((day) => day.school_id === null)
      .map(({ from_date: from, to_date: to, grade, label }) => ({ from, to, grade, label })),
  };
}

async function schemesOf(db: Database, { terms }: Current): Promise<Map<number, number>> {
  const counts = await countSchemesOfTerms(
    db,
    terms.map(({ id }) => id),
  );
  return new Map(terms.map(({ id, number }) => [number, counts.get(id) ?? 0]));
}

function dayRow(calendarId: string, schoolId: string | null, day: DayInput): NewRow<'day_rule'> {
  const { from, to, ...rest } = day;
  return { id: newId(), calendar_id: calendarId, school_id: schoolId, from_date: from, to_date: to, ...rest };
}

function editedDistrict(scope: Scope): string {
  const [districtId] = scope.curricula;
  if (districtId !== undefined) return districtId;
  throw new ProblemError(
    'not-allowed',
    'Only curriculum editors and administrators of the district change its calendar.',
  );
}

async function districtOfSchool(schools: ReturnType<typeof visibleSchools>, schoolId: string): Promise<string> {
  const school = await schools.select('school.district_id').where('school.id', '=', schoolId).executeTakeFirst();
  if (school === undefined) throw notFound('school');
  return school.district_id;
}

function refuseOtherYear(year: number, { terms }: CalendarRequest): void {
  const index = terms.findIndex((term) => !term.start.startsWith(`${year}-`));
  if (index === -1) return;
  const issues = [{ path: `body.terms.${index}.start`, message: `the term does not begin in ${year}` }];
  throw new ProblemError('invalid-request', `Every term of the calendar of ${year} begins in that year.`, { issues });
}
