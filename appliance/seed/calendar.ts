import type { Database } from '../database/connect.ts';
import { derivedId } from '../ids.ts';

type TermDates = { readonly start: string; readonly end: string };
type DayDates = {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly status: 'tentative' | 'confirmed';
  readonly label: string;
};
export type YearCalendar = {
  readonly year: number;
  readonly status: string;
  readonly terms: readonly TermDates[];
  readonly days: readonly DayDates[];
};

/** The ministry's circular for 2026, as reported. */
const reported: Readonly<Record<number, YearCalendar>> = {
  2026: {
    year: 2026,
    status: 'published',
    terms: [
      { start: '2026-01-05', end: '2026-04-02' },
      { start: '2026-04-27', end: '2026-07-31' },
      { start: '2026-08-24', end: '2026-10-23' },
    ],
    days: [
      { from: '2026-02-25', to: '2026-03-01', kind: 'half-term', status: 'confirmed', label: 'Half-term break' },
      { from: '2026-03-20', to: '2026-03-20', kind: 'holiday', status: 'tentative', label: 'Idd-ul-Fitr' },
      { from: '2026-05-01', to: '2026-05-01', kind: 'holiday', status: 'confirmed', label: 'Labour Day' },
      { from: '2026-05-27', to: '2026-05-27', kind: 'holiday', status: 'tentative', label: 'Idd-ul-Azha' },
      { from: '2026-06-01', to: '2026-06-01', kind: 'holiday', status: 'confirmed', label: 'Madaraka Day' },
      { from: '2026-06-24', to: '2026-06-28', kind: 'half-term', status: 'confirmed', label: 'Half-term break' },
      { from: '2026-10-20', to: '2026-10-20', kind: 'holiday', status: 'confirmed', label: 'Mashujaa Day' },
    ],
  },
};

/** Weeks of the three terms, and the month and day on or after which each begins, on a Monday. */
const shape = [
  { month: 1, day: 2, weeks: 13 },
  { month: 4, day: 24, weeks: 14 },
  { month: 8, day: 22, weeks: 9 },
];

/** What is known of a year, or else a plausible one of the same shape until the district enters its own. */
export function calendarOf(year: number): YearCalendar {
  const known = reported[year];
  if (known !== undefined) return known;
  const terms = shape.map(({ month, day, weeks }) => {
    const start = mondayFrom(Date.UTC(year, month - 1, day));
    return { start: isoDate(start), end: isoDate(start + (weeks * 7 - 3) * dayMs) };
  });
  const fixed = [
    { date: `${year}-05-01`, label: 'Labour Day' },
    { date: `${year}-06-01`, label: 'Madaraka Day' },
    { date: `${year}-10-20`, label: 'Mashujaa Day' },
  ];
  const days = fixed.map(({ date, label }) => ({
    from: date,
    to: date,
    kind: 'holiday',
    status: 'confirmed' as const,
    label,
  }));
  return { year, status: 'default', terms, days };
}

const dayMs = 86_400_000;

function mondayFrom(time: number): number {
  const weekday = (new Date(time).getUTCDay() + 6) % 7;
  return time + ((7 - weekday) % 7) * dayMs;
}

function isoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** True when it was added; a year that has any calendar is left alone. */
export async function ensureCalendar(db: Database, districtId: string, year: number): Promise<boolean> {
  const existing = await db
    .selectFrom('calendar')
    .select('id')
    .where('district_id', '=', districtId)
    .where('year', '=', year)
    .executeTakeFirst();
  if (existing !== undefined) return false;
  const { status, terms, days } = calendarOf(year);
  const id = derivedId('calendar', districtId, year, 1);
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('calendar')
      .values({ id, district_id: districtId, year, version: 1, status })
      .execute();
    await transaction
      .insertInto('term')
      .values(
        terms.map((term, index) => ({
          id: derivedId('term', id, index + 1),
          calendar_id: id,
          number: index + 1,
          start_date: term.start,
          end_date: term.end,
        })),
      )
      .execute();
    await transaction
      .insertInto('day_rule')
      .values(
        days.map((day) => ({
          id: derivedId('day', id, day.from, day.label),
          calendar_id: id,
          school_id: null,
          grade: null,
          from_date: day.from,
          to_date: day.to,
          kind: day.kind,
          status: day.status,
          label: day.label,
        })),
      )
      .execute();
  });
  return true;
}
