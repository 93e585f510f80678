import type { Database } from '../../../database/connect.ts';
import type { Row } from '../../../database/tables.ts';
import { today } from '../../../today.ts';
import type { Term } from '../../calendar/schema.ts';
import { currentTerm } from '../../calendar/store.ts';
import { ProblemError } from '../../common/problem.ts';
import type { Scope } from '../../common/scope.ts';
import { slotsOf } from '../../timetable/slots.ts';
import type { At, Reflow, ReflowLesson } from '../engine/reflow.ts';
import { expandSlots, lessonNumbers, type Slot, weekOf } from '../engine/slots.ts';
import type { TermInput } from '../engine/types.ts';
import type { LessonSlot } from '../schema.ts';
import { answerOf } from './answer.ts';
import type { RowChange, RowState } from './row.ts';
import type { ActAnswer } from './schema.ts';
import { type Bench, onBench } from './transact.ts';

/** Lessons of a scheme as the ways to go on after a missed one want them. `taught` are ids of rows. */
export function reflowLessons(rows: readonly RowState[], taught: ReadonlySet<string> = new Set()): ReflowLesson[] {
  return rows
    .filter(({ kind }) => kind === 'lesson')
    .map((row) => {
      const { date, period, units, placement, pinned, joinedWith } = row.slots as StoredSlots;
      return {
        id: row.id,
        nodeId: row.nodeId,
        units,
        at: date === null || period === null ? null : { date, period },
        ...(taught.has(row.id) ? { taught: true } : {}),
        ...(pinned === true ? { pinned } : {}),
        ...(placement === 'spent' ? { spent: true } : {}),
        ...(joinedWith === undefined ? {} : { joinedWith }),
      };
    });
}

type StoredSlots = {
  readonly lesson: string;
  readonly date: string | null;
  readonly period: number | null;
  readonly units: 1 | 2;
  readonly minutes: number;
  readonly placement?: 'planned' | 'joined' | 'spent' | 'carried-over';
  readonly pinned?: boolean;
  readonly joinedWith?: string;
};

export type Movable = {
  /** In teaching order; none is marked as taught. */
  readonly lessons: readonly ReflowLesson[];
  /** All times of the class in the term, by the timetable of today. */
  readonly slots: readonly Slot[];
  readonly term: TermInput;
};

export type Moving = {
  readonly clientOpId: string;
  /** Holds what is to be held before the scheme is. */
  readonly first?: ((transaction: Database) => Promise<void>) | undefined;
  /** May write what belongs to the act. */
  readonly reflow: (movable: Movable, bench: Bench) => Promise<Reflow> | Reflow;
};

/**
 * Keeps what `reflow` makes of the lessons of a scheme: one transaction, one act that can be undone. `reflow` sees the
 * lessons as they are when the scheme is held, so that nothing is decided on what somebody changed meanwhile.
 */
export async function moveLessons(
  db: Database,
  scope: Scope,
  schemeId: string,
  { clientOpId, first, reflow }: Moving,
): Promise<ActAnswer> {
  const committed = await onBench(db, scope, schemeId, {
    first,
    wanted: { rowIds: 'all', clientOpIds: [clientOpId] },
    async work(bench) {
      const { transaction, scheme, rows, done } = bench;
      if (done.has(clientOpId)) return { acts: [], answer: null };
      const { term, week } = await timesOf(transaction, scheme);
      const slots = expandSlots(term, week);
      const moved = await reflow({ lessons: reflowLessons(rows), slots, term }, bench);
      const changes = movingChanges(rows, moved, { term, slots, lessonMinutes: scheme.lesson_minutes });
      return { acts: changes.length === 0 ? [] : [{ clientOpId, kind: 'reflow', changes }], answer: null };
    },
  });
  return answerOf(committed);
}

/** Term and week's lessons as they are now. A class without a timetable keeps the lessons its scheme was made for. */
export async function timesOf(db: Database, scheme: Row<'scheme'>): Promise<{ term: Term; week: LessonSlot[] }> {
  const [term, timetable] = await Promise.all([
    currentTerm(db, scheme.term_id, scheme.allocation_id),
    slotsOf(db, [scheme.allocation_id], today()),
  ]);
  if (term === null) throw termGone();
  return { term, week: timetable.get(scheme.allocation_id) ?? (JSON.parse(scheme.lessons) as LessonSlot[]) };
}

export function termGone(): ProblemError {
  return new ProblemError('conflict', 'The term of this scheme of work is gone from the calendar.');
}

export type Times = { readonly term: Term; readonly week: LessonSlot[] };
/** Terms that were read, by what they depend on: for who looks at many schemes one after the other. */
export type KnownTerms = Map<string, Promise<Term | null>>;

/**
 * The same of many schemes at once, by their ids; without those whose term is gone. One query, and two more for each term
 * and grade that is not known yet.
 */
export async function timesOfMany(
  db: Database,
  schemes: readonly (Row<'scheme'> & { readonly grade: string })[],
  known: KnownTerms,
): Promise<Map<string, Times>> {
  const timetable = await slotsOf(
    db,
    schemes.map((scheme) => scheme.allocation_id),
    today(),
  );
  const times = new Map<string, Times>();
  for (const scheme of schemes) {
    const key = `${scheme.term_id} ${scheme.school_id} ${scheme.grade}`;
    const reading = known.get(key) ?? currentTerm(db, scheme.term_id, scheme.allocation_id);
    known.set(key, reading);
    const term = await reading;
    const week = timetable.get(scheme.allocation_id) ?? (JSON.parse(scheme.lessons) as LessonSlot[]);
    if (term !== null) times.set(scheme.id, { term, week });
  }
  return times;
}

type Frame = { readonly term: TermInput; readonly slots: readonly Slot[]; readonly lessonMinutes: number };

/** Rows that change with a re-flow. */
export function movingChanges(
  rows: readonly RowState[],
  reflow: Reflow,
  { term, slots: times, lessonMinutes }: Frame,
): RowChange[] {
  const joined = new Map(reflow.joined.map((one) => [one.id, one.with]));
  const spent = new Set(reflow.spent);
  const carried = new Set(reflow.carriedOver);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const numbers = numbersOf(times);
  return reflow.placements.flatMap(({ id, at, units }): RowChange[] => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const { placement: _was, joinedWith: before, ...rest } = row.slots as StoredSlots;
    const partner = joined.get(id) ?? before;
    const isSpent = spent.has(id) || (row.slots as StoredSlots).placement === 'spent';
    const placement = isSpent
      ? 'spent'
      : carried.has(id)
        ? 'carried-over'
        : partner === undefined
          ? undefined
          : 'joined';
    const slots = {
      ...rest,
      lesson: at === null ? '' : (numbers.get(keyOf(at)) ?? '+'),
      date: at?.date ?? null,
      period: at?.period ?? null,
      units,
      minutes: units * lessonMinutes,
      ...(placement === undefined ? {} : { placement }),
      ...(partner === undefined ? {} : { joinedWith: partner }),
    };
    const week = at === null ? row.week : weekOf(term, at.date);
    if (week === row.week && JSON.stringify(sorted(slots)) === JSON.stringify(sorted(row.slots))) return [];
    return [{ rowId: id, before: { slots: row.slots, week: row.week }, after: { slots, week } }];
  });
}

/** Number of each time in its week; an extra one, as a lesson made up for is taught at, is none of them: `+`. */
function numbersOf(slots: readonly Slot[]): Map<string, string> {
  const numbers = lessonNumbers(slots);
  return new Map(slots.map((slot) => [keyOf(slot), numbers.get(slot) ?? '']));
}

function keyOf({ date, period }: At): string {
  return `${date} ${String(period).padStart(2, '0')}`;
}

function sorted(value: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(value).sort(([a], [b]) => a.localeCompare(b));
}
