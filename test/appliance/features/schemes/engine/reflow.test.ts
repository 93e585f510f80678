import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  absorb,
  type MissedInput,
  type Reflow,
  type ReflowLesson,
  recover,
  replace,
  shift,
  spendBuffer,
} from '../../../../../appliance/features/schemes/engine/reflow.ts';
import { expandSlots } from '../../../../../appliance/features/schemes/engine/slots.ts';
import { terms2026 } from './terms-2026.ts';

const [term] = terms2026;
if (term === undefined) throw new Error('no term');
const slots = expandSlots(
  term,
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period: 2, units: weekday === 2 ? (2 as const) : (1 as const) })),
);

/** Lessons on the first slots: four of every sub-strand, the last ones revision. */
function planned(count: number, revision: number): ReflowLesson[] {
  return slots.slice(0, count).map((slot, index) => ({
    id: `l${index}`,
    nodeId: index >= count - revision ? null : `n${Math.floor(index / 4)}`,
    units: slot.units,
    at: { date: slot.date, period: slot.period },
  }));
}

const dates = ({ placements }: Reflow) => placements.map(({ at }) => at?.date ?? null);

describe('a lesson that was not taught', () => {
  const lessons = planned(slots.length, 3);
  const input: MissedInput = { lessons, slots, missedId: 'l10' };
  const own = lessons.map((one) => one.at?.date);

  test('shift: all after it move one on, and the last is carried over', () => {
    const moved = shift(input);
    expect(dates(moved).slice(0, 10)).toEqual(own.slice(0, 10));
    expect(dates(moved).slice(10, -1)).toEqual(own.slice(11));
    expect(moved.carriedOver).toEqual([`l${slots.length - 1}`]);
    expect(moved.moves).toHaveLength(slots.length - 10);
    expect(moved.moves[0]).toEqual({ id: 'l10', from: lessons[10]?.at, to: lessons[11]?.at });
  });

  test('absorb: the next two of one sub-strand share a slot, and nothing behind them moves', () => {
    const joined = absorb(input) as Reflow;
    expect(joined.joined).toEqual([{ id: 'l11', with: 'l10' }]);
    expect(joined.moves).toEqual([{ id: 'l10', from: lessons[10]?.at, to: lessons[11]?.at }]);
    expect(joined.carriedOver).toEqual([]);
  });

  test('spend buffer: the next revision lesson is given up', () => {
    const spent = spendBuffer(input) as Reflow;
    const first = slots.length - 3;
    expect(spent.spent).toEqual([`l${first}`]);
    expect(dates(spent).slice(first + 1)).toEqual(own.slice(first + 1));
    expect(spent.carriedOver).toEqual([]);
  });

  test('recover: it alone goes to the extra slot', () => {
    const extra = { date: '2026-01-24', period: 1, units: 1 as const };
    expect(recover(input, extra).moves).toEqual([
      { id: 'l10', from: lessons[10]?.at, to: { date: '2026-01-24', period: 1 } },
    ]);
  });

  test('what cannot be done says why', () => {
    const single = planned(4, 0).map((one, index) => ({ ...one, nodeId: `n${index}` }));
    const few = { lessons: single, slots: slots.slice(0, 4), missedId: 'l2' };
    expect(absorb(few)).toEqual({ impossible: 'nothing-to-join' });
    expect(spendBuffer(few)).toEqual({ impossible: 'no-revision-left' });
    expect(() => shift({ ...few, missedId: 'nobody' })).toThrow(RangeError);
  });

  test('a double lesson that gets a single is named', () => {
    expect(shift(input).shortened).toContain('l11');
    expect(slots[11]?.units).toBe(2);
  });
});

const cases = fc.record({
  count: fc.integer({ min: 3, max: slots.length }),
  revision: fc.integer({ min: 0, max: 3 }),
  missed: fc.nat(),
  taught: fc.nat(),
  pinned: fc.array(fc.nat(), { maxLength: 3 }),
  closed: fc.array(fc.nat(), { maxLength: 6 }),
});

function made({ count, revision, missed, taught, pinned }: typeof cases extends fc.Arbitrary<infer T> ? T : never) {
  const missedAt = missed % count;
  const pins = new Set(pinned.map((one) => one % count));
  const lessons = planned(count, revision).map((one, index) => ({
    ...one,
    ...(index < Math.min(missedAt, taught % count) ? { taught: true } : {}),
    ...(pins.has(index) && index !== missedAt ? { pinned: true } : {}),
  }));
  return { lessons, missedId: `l${missedAt}` };
}

/** What holds of every way to go on. */
function sound(lessons: readonly ReflowLesson[], reflow: Reflow, open: readonly string[]): void {
  expect(reflow.placements.map(({ id }) => id)).toEqual(lessons.map(({ id }) => id));
  const joined = new Set(reflow.joined.map(({ id }) => id));
  const own = reflow.placements.filter(({ id }) => !joined.has(id));
  const keys = own.flatMap(({ at }) => (at === null ? [] : [`${at.date} ${at.period}`]));
  expect(new Set(keys).size).toBe(keys.length);
  const without = reflow.placements.filter(({ at }) => at === null).map(({ id }) => id);
  expect([...reflow.carriedOver, ...reflow.spent].sort()).toEqual([...without].sort());
  const byId = new Map(lessons.map((one) => [one.id, one]));
  const free = own.filter(({ id }) => !(byId.get(id)?.pinned || byId.get(id)?.taught) && !reflow.spent.includes(id));
  const order = free.map(({ at }) => at?.date ?? '9999');
  expect([...order].sort()).toEqual(order);
  for (const { id, at } of reflow.placements) {
    const lesson = byId.get(id);
    if (lesson?.pinned || lesson?.taught) expect(at).toEqual(lesson.at);
    else if (reflow.moves.some((move) => move.id === id) && at !== null) expect(open).toContain(at.date);
  }
}

describe('whatever is missed, pinned or taught', () => {
  test('no lesson is lost or doubled, order stays, closed days stay free, pins hold, same input same output', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { lessons, missedId } = made(one);
        const closed = new Set(one.closed.map((index) => slots[index % slots.length]?.date));
        const open = slots.filter((slot) => !closed.has(slot.date));
        const input = { lessons, slots: open, missedId };
        const ways = [shift(input), absorb(input), spendBuffer(input)];
        for (const way of ways) {
          if ('impossible' in way) continue;
          sound(
            lessons,
            way,
            open.map(({ date }) => date),
          );
        }
        expect(JSON.stringify([shift(input), absorb(input), spendBuffer(input)])).toBe(JSON.stringify(ways));
      }),
      { numRuns: 300 },
    );
  });

  test('a changed calendar places what is not taught again, and the old one brings all back', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { lessons } = made({ ...one, pinned: [] });
        const closed = new Set(one.closed.map((index) => slots[index % slots.length]?.date));
        const open = slots.filter((slot) => !closed.has(slot.date));
        const changed = replace(lessons, open);
        sound(
          lessons,
          changed,
          open.map(({ date }) => date),
        );
        const after = lessons.map((lesson, index) => ({ ...lesson, at: changed.placements[index]?.at ?? null }));
        expect(dates(replace(after, slots))).toEqual(lessons.map(({ at }) => at?.date));
      }),
      { numRuns: 200 },
    );
  });
});
