import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLine } from '../../../appliance/queues/line.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A line to a queue that can be away or full, and what it was told. */
function lineTo(queue: { waiting: number; error?: Error }) {
  const told: string[][] = [];
  const line = createLine({
    tell: async (jobIds) => {
      if (queue.error !== undefined) throw queue.error;
      told.push([...jobIds]);
      return new Map(jobIds.map((id, index) => [id, queue.waiting + index + 1]));
    },
    waiting: async () => {
      if (queue.error?.message === 'away') throw queue.error;
      return queue.waiting;
    },
    refusal: (error) => ((error as Error).message === 'full' ? new Error('busy') : null),
  });
  return { line, told };
}

const many = (count: number, name = 'job') => Array.from({ length: count }, (_, index) => `${name}-${index}`);

test('jobs of the same moment travel together, and each is given its place', async () => {
  const { line, told } = lineTo({ waiting: 3 });
  const places = Promise.all(['a', 'b'].map((id) => line.add(id)));
  await vi.advanceTimersByTimeAsync(5);
  expect(await places).toEqual([4, 5]);
  expect(told).toEqual([['a', 'b']]);
});

test('in a rush everybody has an answer at once, and the queue is told when it is over, at the latest after two seconds', async () => {
  const { line, told } = lineTo({ waiting: 7 });
  const first = Promise.all(many(40).map((id) => line.add(id)));
  await vi.advanceTimersByTimeAsync(5);
  expect((await first).at(-1)).toBe(47);
  for (let more = 0; more < 9; more += 1) {
    const place = line.add(`late-${more}`);
    await vi.advanceTimersByTimeAsync(200);
    expect(await place).toBe(48 + more);
  }
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(told).toEqual([[...many(40), ...many(9, 'late')]]);

  const second = Promise.all(many(450).map((id) => line.add(id)));
  await vi.advanceTimersByTimeAsync(299);
  expect((await second).length).toBe(450);
  expect(told.length).toBe(1);
  await vi.advanceTimersByTimeAsync(10);
  expect(told.slice(1).map(({ length }) => length)).toEqual([200, 200, 50]);
});

test('while the queue is away nobody waits for it; while it is full everybody is told so, in a rush as well', async () => {
  const queue: { waiting: number; error?: Error } = { waiting: 0, error: new Error('away') };
  const { line, told } = lineTo(queue);
  const outcome = async (count: number) => {
    const all = Promise.allSettled(many(count).map((id) => line.add(id)));
    await vi.advanceTimersByTimeAsync(5);
    return [...new Set((await all).map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message)))];
  };
  expect(await outcome(2)).toEqual([0]);
  expect(await outcome(40)).toEqual([0]);
  queue.error = new Error('full');
  await vi.advanceTimersByTimeAsync(400);
  expect(await outcome(40)).toEqual(['busy']);
  delete queue.error;
  expect(await outcome(2)).toEqual([1, 2]);
  expect(told).toEqual([many(2)]);
});

test('what is kept back is told before the process ends', async () => {
  const { line, told } = lineTo({ waiting: 0 });
  void Promise.all(many(40).map((id) => line.add(id)));
  const ended = line.end();
  await vi.advanceTimersByTimeAsync(10);
  await ended;
  expect(told).toEqual([many(40)]);
});
