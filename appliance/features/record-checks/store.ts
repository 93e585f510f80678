import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import { checkedAllocations, visibleRecordChecks } from '../../database/scoped/records.ts';
import { schemesFor } from '../../database/scoped.ts';
import { today as dayHere } from '../../today.ts';
import type { Scope } from '../common/scope.ts';
import type { RecordCheck, RecordChecksAnswer, WeekOfRecord } from './schema.ts';
import { daysFrom, mondayOf } from './week.ts';

const most = 2_000;

/** The records the caller looks at, with what the week has and who has looked. Four queries. */
export async function weekOfRecords(db: Database, scope: Scope, day: string | undefined): Promise<RecordChecksAnswer> {
  const from = mondayOf(day ?? dayHere());
  const to = daysFrom(from, 6);
  const allocations = await checkedAllocations(db, scope)
    .innerJoin('school', 'school.id', 'allocation.school_id')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .innerJoin('user', 'user.id', 'allocation.user_id')
    .select(['allocation.id', 'school.name as school', 'class_stream.name as className', 'full_name'])
    .select('learning_area.name as learningArea')
    // Taught in the week, or written down for it: somebody may enter later what they teach.
    .where((where) =>
      where.or([
        where.and([
          where('allocation.valid_from', '<=', to),
          where.or([where('allocation.valid_to', 'is', null), where('allocation.valid_to', '>=', from)]),
        ]),
        where.exists(
          where
            .selectFrom('delivery')
            .select('delivery.id')
            .whereRef('delivery.allocation_id', '=', 'allocation.id')
            .where('lesson_date', '>=', from)
            .where('lesson_date', '<=', to),
        ),
      ]),
    )
    .orderBy('full_name')
    .orderBy('class_stream.name')
    .orderBy('learning_area.name')
    .limit(most)
    .execute();
  if (allocations.length === 0) return { from, to, items: [] };
  const ids = allocations.map(({ id }) => id);
  const [due, written, checks] = await Promise.all([
    lessonsDue(db, scope, from, to),
    lessonsWritten(db, ids, from, to),
    checksOf(db, scope, ids, from, to),
  ]);
  const writtenOf = new Map(written.map((one) => [one.allocation_id, one]));
  const items = allocations.map(({ id, full_name: teacher, ...names }): WeekOfRecord => {
    const lessons = writtenOf.get(id);
    return {
      allocationId: id,
      ...names,
      teacher,
      due: due.get(id) ?? null,
      written: Number(lessons?.written ?? 0),
      partly: Number(lessons?.partly ?? 0),
      missed: Number(lessons?.missed ?? 0),
      open: Number(lessons?.open ?? 0),
      check: checks.get(`${id} ${from}`) ?? null,
    };
  });
  return { from, to, items };
}

/** Ticks of the weeks that begin in a stretch of days, by allocation and Monday. Ids were found in scope. */
export async function checksOf(
  db: Database,
  scope: Scope,
  allocationIds: readonly string[],
  from: string,
  to: string,
): Promise<Map<string, RecordCheck>> {
  const changed = sql<number>`EXISTS (SELECT 1 FROM delivery WHERE delivery.allocation_id = record_check.allocation_id
    AND delivery.lesson_date BETWEEN week_start AND week_start + INTERVAL 6 DAY AND delivery.updated_at > checked_at)`;
  const rows = await visibleRecordChecks(db, scope)
    .leftJoin('user', 'user.id', 'checked_by')
    .select(['allocation_id', 'week_start', 'role', 'full_name', 'checked_at', 'note'])
    .select(changed.as('changed'))
    .where('allocation_id', 'in', allocationIds)
    .where('week_start', '>=', from)
    .where('week_start', '<=', to)
    .execute();
  return new Map(
    rows.map((row): [string, RecordCheck] => [
      `${row.allocation_id} ${row.week_start}`,
      {
        ...{ by: row.full_name, role: row.role as RecordCheck['role'], at: row.checked_at.toISOString() },
        ...{ note: row.note, changedSince: Number(row.changed) !== 0 },
      },
    ]),
  );
}

/** Lessons that the newest scheme of each allocation has in the week, until today. */
async function lessonsDue(db: Database, scope: Scope, from: string, to: string): Promise<Map<string, number>> {
  const today = dayHere();
  const last = to < today ? to : today;
  const date = sql<string>`JSON_UNQUOTE(JSON_EXTRACT(slots, '$.date'))`;
  const rows = await schemesFor(db, scope, 'read')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .leftJoin('scheme_row', (join) =>
      join
        .onRef('scheme_row.scheme_id', '=', 'scheme.id')
        .on('kind', '=', 'lesson')
        .on(date, '>=', from)
        .on(date, '<=', last),
    )
    .select(['scheme.id', 'scheme.allocation_id'])
    .select(({ fn }) => fn.count<number>('scheme_row.id').as('due'))
    .where('scheme.archived_at', 'is', null)
    .where('scheme.status', 'not in', ['generating', 'failed'])
    .where('term.start_date', '<=', to)
    .where('term.end_date', '>=', from)
    .groupBy(['scheme.id', 'scheme.allocation_id'])
    .orderBy('scheme.id')
    .execute();
  return new Map(rows.map((row) => [row.allocation_id, Number(row.due)]));
}

function lessonsWritten(db: Database, allocationIds: readonly string[], from: string, to: string) {
  return db
    .selectFrom('delivery')
    .leftJoin('recovery', 'recovery.delivery_id', 'delivery.id')
    .select('delivery.allocation_id')
    .select([
      sql<number>`COUNT(*)`.as('written'),
      sql<number>`SUM(outcome = 'partly')`.as('partly'),
      sql<number>`SUM(outcome = 'not-taught')`.as('missed'),
      sql<number>`SUM(outcome = 'not-taught' AND row_id IS NOT NULL AND way IS NULL)`.as('open'),
    ])
    .where('delivery.allocation_id', 'in', allocationIds)
    .where('lesson_date', '>=', from)
    .where('lesson_date', '<=', to)
    .groupBy('delivery.allocation_id')
    .execute();
}
