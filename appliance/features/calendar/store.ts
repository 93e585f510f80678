import type { Database } from '../../database/connect.ts';
import type { Row } from '../../database/tables.ts';
import type { DayRule, Term, TermsAnswer } from './schema.ts';

/** Terms of this year and later, of the newest version of each year's calendar. */
export async function listTerms(db: Database, districtIds: readonly string[], today: string): Promise<TermsAnswer> {
  if (districtIds.length === 0) return { items: [], current: null };
  const terms = await db
    .selectFrom('term')
    .innerJoin('calendar', 'calendar.id', 'term.calendar_id')
    .select(['term.id', 'calendar_id', 'year', 'version', 'number', 'start_date', 'end_date'])
    .where('district_id', 'in', districtIds)
    .where('year', '>=', Number(today.slice(0, 4)))
    .orderBy('start_date')
    .execute();
  const newest = new Map<number, number>();
  for (const { year, version } of terms) newest.set(year, Math.max(version, newest.get(year) ?? 0));
  const shown = terms.filter((term) => term.version === newest.get(term.year));
  const days = await daysOf(db, [...new Set(shown.map((term) => term.calendar_id))]);
  const items = shown.map((term): Term => {
    const { id, year, number, start_date: start, end_date: end } = term;
    return { id, year, number, start, end, days: daysWithin(days.get(term.calendar_id) ?? [], start, end) };
  });
  return { items, current: items.find((term) => term.end >= today)?.id ?? null };
}

/** Whose days count besides those of the whole district. */
export type Whose = { readonly schoolId: string; readonly grade: string };

/** One term with its days, also those of the school and the grade; null when there is none. */
export async function readTerm(db: Database, id: string, whose: Whose): Promise<Term | null> {
  const term = await db
    .selectFrom('term')
    .innerJoin('calendar', 'calendar.id', 'term.calendar_id')
    .select(['term.id', 'calendar_id', 'year', 'number', 'start_date', 'end_date'])
    .where('term.id', '=', id)
    .executeTakeFirst();
  return term === undefined ? null : withDays(db, term, whose);
}

/**
 * A term as the newest version of its year's calendar has it, with the days of an allocation's school and grade; null
 * when it is no longer there.
 */
export async function currentTerm(db: Database, id: string, allocationId: string): Promise<Term | null> {
  const term = await db
    .selectFrom('term as old')
    .innerJoin('calendar as then', 'then.id', 'old.calendar_id')
    .innerJoin('calendar', (join) =>
      join.onRef('calendar.district_id', '=', 'then.district_id').onRef('calendar.year', '=', 'then.year'),
    )
    .innerJoin('term', (join) =>
      join.onRef('term.calendar_id', '=', 'calendar.id').onRef('term.number', '=', 'old.number'),
    )
    .innerJoin('allocation', (join) => join.on('allocation.id', '=', allocationId))
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .select(['term.id', 'term.calendar_id', 'calendar.year', 'term.number', 'term.start_date', 'term.end_date'])
    .select(['allocation.school_id', 'class_stream.grade'])
    .where('old.id', '=', id)
    .orderBy('calendar.version', 'desc')
    .executeTakeFirst();
  return term === undefined ? null : withDays(db, term, { schoolId: term.school_id, grade: term.grade });
}

type TermRow = Row<'term'> & { readonly year: number };

async function withDays(db: Database, term: TermRow, whose: Whose): Promise<Term> {
  const { id, year, number, start_date: start, end_date: end } = term;
  const days = (await daysOf(db, [term.calendar_id], whose)).get(term.calendar_id) ?? [];
  return { id, year, number, start, end, days: daysWithin(days, start, end) };
}

async function daysOf(
  db: Database,
  calendarIds: readonly string[],
  whose?: Whose,
): Promise<Map<string, Row<'day_rule'>[]>> {
  if (calendarIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('day_rule')
    .selectAll()
    .where('calendar_id', 'in', calendarIds)
    .where((where) => where.or([where('school_id', 'is', null), where('school_id', '=', whose?.schoolId ?? '')]))
    .where((where) => where.or([where('grade', 'is', null), where('grade', '=', whose?.grade ?? '')]))
    .orderBy('from_date')
    .execute();
  return Map.groupBy(rows, (row) => row.calendar_id);
}

function daysWithin(rows: readonly Row<'day_rule'>[], start: string, end: string): DayRule[] {
  return rows
    .filter((row) => row.to_date >= start && row.from_date <= end)
    .map((row) => ({
      from: row.from_date,
      to: row.to_date,
      kind: row.kind as DayRule['kind'],
      status: row.status as DayRule['status'],
      label: row.label,
    }));
}
