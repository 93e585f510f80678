import type { Database } from '../../database/connect.ts';
import type { PrintedLine, PrintedList } from '../../documents/build/record.ts';
import { dayOf, word } from '../../documents/build/words.ts';
import { mondayOf } from '../../features/record-checks/week.ts';
import { deliveriesOfDays, keyOf, rowsById, rowsOfDays } from '../../features/records/lessons.ts';
import { weekOf } from '../../features/schemes/engine/slots.ts';
import { today as dayHere } from '../../today.ts';
import type { SchemeSource } from './scheme-source.ts';

const outcomes = { taught: 'taught', partly: 'partly', 'not-taught': 'notTaught' } as const;

/** What was taught of the class in the term, as the record of work has it. Remarks are those of the teacher alone. */
export async function readRecord(
  db: Database,
  { scheme, facts }: SchemeSource,
  language: string,
): Promise<PrintedList> {
  const { allocation_id: allocationId, start_date: from, end_date: to } = scheme;
  const [rows, deliveries, checks] = await Promise.all([
    rowsOfDays(db, [allocationId], from, to),
    deliveriesOfDays(db, [allocationId], from, to),
    checksOf(db, allocationId, language),
  ]);
  const byId = await rowsById(
    db,
    deliveries.flatMap(({ row_id }) => row_id ?? []),
  );
  const term = { year: scheme.year, number: scheme.number, start: from, end: to, days: [] };
  const lines = deliveries.map((one): PrintedLine => {
    const row = byId.get(one.row_id ?? '') ?? rows.get(keyOf(allocationId, one.lesson_date, one.period))?.row;
    const topic = row === undefined ? '' : `${row.strand} – ${row.subStrand}`;
    const why = one.reason === null ? '' : `: ${word(`reason.${one.reason}` as never, language)}`;
    const state = one.outcome === 'taught' ? '' : `${word(outcomes[one.outcome], language)}${why}`;
    const done = one.outcome === 'not-taught' ? [] : (row?.outcomes ?? []);
    return {
      week: String(weekOf(term, one.lesson_date)),
      date: dayOf(one.lesson_date, language),
      lesson: row?.lesson ?? String(one.period),
      work_done: [topic, state, one.note === '' ? done.join('; ') : one.note],
      remarks: one.remarks,
      check: checks.get(mondayOf(one.lesson_date)) ?? [],
    };
  });
  return { facts, lines, blankLines: lines.length === 0 ? 12 : 0, signed: {}, language };
}

/** Who looked at the record of a week, and when, by its Monday. */
async function checksOf(db: Database, allocationId: string, language: string): Promise<Map<string, string[]>> {
  const checks = await db
    .selectFrom('record_check')
    .leftJoin('user', 'user.id', 'checked_by')
    .select(['week_start', 'full_name', 'checked_at'])
    .where('allocation_id', '=', allocationId)
    .execute();
  return new Map(
    checks.map((one) => [one.week_start, [one.full_name ?? '', dayOf(dayHere(one.checked_at), language)]]),
  );
}

/** The lessons the teacher of the scheme missed in the term, of all classes, and how they are made up for. */
export async function readRecoveries(
  db: Database,
  { scheme, facts }: SchemeSource,
  language: string,
): Promise<PrintedList> {
  const missed = await db
    .selectFrom('delivery')
    .innerJoin('allocation', 'allocation.id', 'delivery.allocation_id')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .leftJoin('recovery', 'recovery.delivery_id', 'delivery.id')
    .select(['lesson_date', 'delivery.period', 'reason', 'note', 'class_stream.name as className'])
    .select(['learning_area.name as areaName', 'planned_date', 'planned_period', 'done_at', 'reason_not_done', 'way'])
    .where('allocation.user_id', '=', scheme.user_id)
    .where('allocation.school_id', '=', scheme.school_id)
    .where('outcome', '=', 'not-taught')
    .where('lesson_date', '>=', scheme.start_date)
    .where('lesson_date', '<=', scheme.end_date)
    .orderBy('lesson_date')
    .orderBy('delivery.period')
    .execute();
  const lines = missed.map(
    (one): PrintedLine => ({
      missed_date: dayOf(one.lesson_date, language),
      lesson: String(one.period),
      learning_area: `${one.areaName}, ${one.className}`,
      reason: [word(`reason.${one.reason ?? 'other'}` as never, language), one.note],
      recovery_date: one.planned_date === null ? '' : dayOf(one.planned_date, language),
      recovery_time: one.planned_period === null ? '' : `${word('lesson', language)} ${one.planned_period}`,
      recovered: one.way === null ? '' : word(one.done_at === null ? 'no' : 'yes', language),
      remarks:
        one.way === null || one.way === 'recover' ? (one.reason_not_done ?? '') : word(`way.${one.way}`, language),
    }),
  );
  const note = lines.length === 0 ? { note: word('nothingMissed', language) } : {};
  return { facts, lines, blankLines: lines.length === 0 ? 6 : 3, signed: {}, language, ...note };
}
