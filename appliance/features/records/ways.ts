import type { Database } from '../../database/connect.ts';
import { isDuplicate } from '../../database/failures.ts';
import { deliveriesFor, schemesFor } from '../../database/scoped.ts';
import type { Row } from '../../database/tables.ts';
import { today as dayHere } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { type Movable, moveLessons, reflowLessons, timesOf } from '../schemes/edit/moving.ts';
import { rowState, storedColumns } from '../schemes/edit/row.ts';
import { absorb, type NoWay, type Reflow, recover, shift, spendBuffer } from '../schemes/engine/reflow.ts';
import { expandSlots } from '../schemes/engine/slots.ts';
import { readTimetable } from '../timetable/store.ts';
import { type Way, type WayRequest, type WaysAnswer, ways } from './schema.ts';

/** Days ahead in which times to make up for a lesson are looked for, and how many are shown. */
const aheadDays = 14;
const mostFree = 12;

/** What each way to go on after a missed lesson would do. Nothing is written. */
export async function showWays(db: Database, scope: Scope, deliveryId: string): Promise<WaysAnswer> {
  const missed = await missedLesson(db, scope, deliveryId);
  const stored = await db
    .selectFrom('scheme_row')
    .select(storedColumns)
    .where('scheme_id', '=', missed.scheme.id)
    .orderBy('seq')
    .execute();
  const rows = stored.map(rowState);
  const { term, week } = await timesOf(db, missed.scheme);
  const movable = { lessons: reflowLessons(rows), slots: expandSlots(term, week), term };
  const taught = await taughtRows(db, missed.scheme.allocation_id);
  const free = await freeTimes(db, scope, missed, movable);
  const names = new Map(rows.map((row) => [row.id, String(row.cells['subStrand'] ?? '')]));
  return {
    schemeVersion: missed.scheme.version,
    ways: ways.map((way) => {
      const result = gone(way, movable, { missedId: missed.rowId, taught, extra: free[0] });
      if ('impossible' in result) return { way, impossible: result.impossible, moves: [], carriedOver: 0 };
      const moves = result.moves.map(({ id, from, to }) => ({
        ...{ rowId: id, subStrand: names.get(id) ?? '', from: from?.date ?? null, to: to?.date ?? null },
      }));
      return { way, impossible: null, moves, carriedOver: result.carriedOver.length };
    }),
    free,
  };
}

/** Goes one of the ways: the scheme moves as one act that can be undone, and the matter is noted for the schedule. */
export async function goWay(db: Database, scope: Scope, deliveryId: string, request: WayRequest): Promise<void> {
  const missed = await missedLesson(db, scope, deliveryId);
  const { date, period } = request;
  const extra = date === undefined || period === undefined ? undefined : { date, period };
  if (extra !== undefined && extra.date < dayHere()) {
    throw new ProblemError('invalid-request', 'A lesson can only be made up for on a day to come.');
  }
  await moveLessons(db, scope, missed.scheme.id, {
    clientOpId: request.clientOpId,
    async reflow(movable, { transaction, scheme }) {
      // First: whoever comes again with another key is told that it is done, whatever version they have seen.
      await note(transaction, deliveryId, scheme, { way: request.way, extra });
      if (scheme.version !== request.schemeVersion) {
        throw new ProblemError('conflict', 'The scheme was changed since: look at what moves once more.');
      }
      const taught = await taughtRows(transaction, scheme.allocation_id);
      const result = gone(request.way, movable, { missedId: missed.rowId, taught, extra });
      if (!('impossible' in result)) return result;
      throw new ProblemError('conflict', 'This way cannot be gone any more: look at what is left once more.');
    },
  });
}

type Noted = { readonly way: Way; readonly extra: Choice['extra'] };

/** Throws `conflict` when one was gone before. */
async function note(transaction: Database, deliveryId: string, scheme: Row<'scheme'>, { way, extra }: Noted) {
  await transaction
    .insertInto('recovery')
    .values({
      ...{ delivery_id: deliveryId, school_id: scheme.school_id, allocation_id: scheme.allocation_id, way },
      ...{ planned_date: extra?.date ?? null, planned_period: extra?.period ?? null, done_at: null },
      reason_not_done: '',
    })
    .execute()
    .catch((error: unknown) => {
      throw isDuplicate(error) ? new ProblemError('conflict', 'This lesson was dealt with already.') : error;
    });
}

type Choice = {
  readonly missedId: string;
  readonly taught: ReadonlySet<string>;
  readonly extra: { readonly date: string; readonly period: number } | undefined;
};
type Gone = Reflow | NoWay | { readonly impossible: 'no-free-lesson' };

function gone(way: Way, movable: Movable, { missedId, taught, extra }: Choice): Gone {
  const lessons = movable.lessons.map((one) => (taught.has(one.id) ? { ...one, taught: true } : one));
  const input = { lessons, slots: movable.slots, missedId };
  switch (way) {
    case 'shift':
      return shift(input);
    case 'absorb':
      return absorb(input);
    case 'spend':
      return spendBuffer(input);
    case 'recover': {
      const units = lessons.find(({ id }) => id === missedId)?.units ?? 1;
      return extra === undefined ? { impossible: 'no-free-lesson' } : recover(input, { ...extra, units });
    }
  }
}

async function missedLesson(db: Database, scope: Scope, deliveryId: string) {
  const delivery = await deliveriesFor(db, scope, 'write')
    .select(['delivery.row_id', 'delivery.outcome', 'delivery.allocation_id'])
    .where('delivery.id', '=', deliveryId)
    .executeTakeFirst();
  if (delivery === undefined) throw notFound('lesson of yours');
  if (delivery.outcome !== 'not-taught' || delivery.row_id === null) {
    throw new ProblemError('conflict', 'Only a lesson of a scheme of work that was not taught is dealt with.');
  }
  const scheme = await schemesFor(db, scope, 'write')
    .innerJoin('scheme_row', 'scheme_row.scheme_id', 'scheme.id')
    .selectAll('scheme')
    .where('scheme_row.id', '=', delivery.row_id)
    .executeTakeFirst();
  if (scheme === undefined) throw notFound('scheme of work of yours');
  return { rowId: delivery.row_id, scheme };
}

async function taughtRows(db: Database, allocationId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('delivery')
    .select('row_id')
    .where('allocation_id', '=', allocationId)
    .where('outcome', '<>', 'not-taught')
    .execute();
  return new Set(rows.flatMap(({ row_id }) => row_id ?? []));
}

type Missed = Awaited<ReturnType<typeof missedLesson>>;

/** Lessons of the coming days of the term in which neither the class nor the teacher has one. */
async function freeTimes(db: Database, scope: Scope, { scheme }: Missed, { lessons, term }: Movable) {
  const today = dayHere();
  const own = await readTimetable(db, scope, { teacherId: 'me', on: today });
  const classId = own.lessons.find((one) => one.allocationId === scheme.allocation_id)?.class.id;
  const ofClass = classId === undefined ? own : await readTimetable(db, scope, { classId, on: today });
  const all = [...own.lessons, ...ofClass.lessons];
  const busy = new Set(all.flatMap((one) => periodsOf(one).map((period) => `${one.weekday} ${period}`)));
  const placed = new Set(lessons.flatMap(({ at }) => (at === null ? [] : [`${at.date} ${at.period}`])));
  const last = Math.max(8, ...all.flatMap(periodsOf));
  const starts = new Map(all.map((one) => [one.period, one.start]));
  const free: WaysAnswer['free'] = [];
  for (let day = 1; day <= aheadDays && free.length < mostFree; day++) {
    const date = new Date(Date.parse(today) + day * 86_400_000).toISOString().slice(0, 10);
    const weekday = new Date(date).getUTCDay();
    const isClosed =
      date > term.end || date < term.start || term.days.some(({ from, to }) => from <= date && date <= to);
    if (isClosed || weekday === 0 || weekday === 6) continue;
    for (let period = 1; period <= last && free.length < mostFree; period++) {
      if (busy.has(`${weekday} ${period}`) || placed.has(`${date} ${period}`)) continue;
      free.push({ date, period, start: starts.get(period) ?? null });
    }
  }
  return free;
}

function periodsOf({ period, units }: { readonly period: number; readonly units: number }): number[] {
  return Array.from({ length: units }, (_, unit) => period + unit);
}
