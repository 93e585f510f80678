import type { ExpressionBuilder } from 'kysely';
import type { Database } from '../../database/connect.ts';
import { isDuplicate } from '../../database/failures.ts';
import { deliveriesFor, schemesFor } from '../../database/scoped.ts';
import type { Row, Tables } from '../../database/tables.ts';
import { today as dayHere } from '../../today.ts';
import { notFound, ProblemError } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import { type Movable, moveLessons, reflowLessons, timesOf } from '../schemes/edit/moving.ts';
import { rowState, storedColumns } from '../schemes/edit/row.ts';
import { absorb, type NoWay, type Reflow, recover, shift, spendBuffer } from '../schemes/engine/reflow.ts';
import { expandSlots } from '../schemes/engine/slots.ts';
import { dayTimesOf, periodsFor } from '../timetable/day-times.ts';
import { freeTimes, holdTimes, isFreeTime, type Wanted } from './free-times.ts';
import { type Way, type WayRequest, type WaysAnswer, ways } from './schema.ts';

/** What each way to go on after a missed lesson would do. Nothing is written. */
export async function showWays(db: Database, scope: Scope, deliveryId: string): Promise<WaysAnswer> {
  const missed = await missedLesson(db, scope, deliveryId);
  const stored = await db
    .selectFrom('scheme_row')
    .select(storedColumns)
    .select((column) => wasTaught(column).as('isTaught'))
    .where('scheme_id', '=', missed.scheme.id)
    .orderBy('seq')
    .execute();
  const rows = stored.map(rowState);
  const taught = new Set(stored.flatMap(({ id, isTaught }) => (isTaught ? [id] : [])));
  const { term, week } = await timesOf(db, missed.scheme);
  const movable = { lessons: reflowLessons(rows), slots: expandSlots(term, week), term };
  const times = (await dayTimesOf(db, [missed.scheme.school_id])).get(missed.scheme.school_id) ?? [];
  const free = await freeTimes(db, scope, wantedOf(missed, movable), periodsFor(times, missed.grade));
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
  const { way, date, period } = request;
  const isExtra = way === 'recover' && date !== undefined && period !== undefined;
  const extra = isExtra ? { date, period } : undefined;
  if (extra !== undefined && extra.date < dayHere()) {
    throw new ProblemError('invalid-request', 'A lesson can only be made up for on a day to come.');
  }
  await moveLessons(db, scope, missed.scheme.id, {
    clientOpId: request.clientOpId,
    first: extra && ((transaction) => holdTimes(transaction, scope, missed.classId)),
    async reflow(movable, { transaction, scheme }) {
      // First: whoever comes again with another key is told that it is done, whatever version they have seen.
      await note(transaction, deliveryId, scheme, { way, extra });
      if (scheme.version !== request.schemeVersion) {
        throw new ProblemError('conflict', 'The scheme was changed since: look at what moves once more.');
      }
      if (extra !== undefined && !(await isFreeTime(transaction, scope, wantedOf(missed, movable), extra))) {
        throw new ProblemError('conflict', 'The class or you have a lesson at this time, or there is no school then.');
      }
      const taught = await taughtRows(transaction, scheme.id);
      const result = gone(way, movable, { missedId: missed.rowId, taught, extra });
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

type Missed = Awaited<ReturnType<typeof missedLesson>>;

async function missedLesson(db: Database, scope: Scope, deliveryId: string) {
  const found = await schemesFor(db, scope, 'write')
    .innerJoin('scheme_row', 'scheme_row.scheme_id', 'scheme.id')
    .innerJoin('delivery', (join) =>
      join.onRef('delivery.row_id', '=', 'scheme_row.id').onRef('delivery.allocation_id', '=', 'scheme.allocation_id'),
    )
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .selectAll('scheme')
    .select(['scheme_row.id as rowId', 'delivery.outcome', 'class_id as classId', 'class_stream.grade'])
    .where('delivery.id', '=', deliveryId)
    .executeTakeFirst();
  if (found?.outcome === 'not-taught') {
    const { rowId, outcome: _missed, classId, grade, ...scheme } = found;
    return { rowId, classId, grade, scheme };
  }
  const delivery = await deliveriesFor(db, scope, 'write')
    .select('delivery.id')
    .where('delivery.id', '=', deliveryId)
    .executeTakeFirst();
  if (delivery === undefined) throw notFound('lesson of yours');
  throw new ProblemError('conflict', 'Only a lesson of a scheme of work that was not taught is dealt with.');
}

function wantedOf({ rowId, classId }: Missed, { lessons, term }: Movable): Wanted {
  return { classId, units: lessons.find(({ id }) => id === rowId)?.units ?? 1, term };
}

async function taughtRows(db: Database, schemeId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('scheme_row')
    .select('id')
    .where('scheme_id', '=', schemeId)
    .where(wasTaught)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

function wasTaught(column: ExpressionBuilder<Tables, 'scheme_row'>) {
  const taught = column.selectFrom('delivery').select('delivery.id').where('outcome', '<>', 'not-taught');
  return column.exists(taught.whereRef('delivery.row_id', '=', 'scheme_row.id'));
}
