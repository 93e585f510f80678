import { expect, test } from 'vitest';
import { createHashingQueue } from '../../../../appliance/features/auth/hashing-queue.ts';

test('only so many run at once, the others in order, and all of them finish', async () => {
  const queue = createHashingQueue({ concurrency: 2, waiting: 10, deadlineMs: 5_000 });
  let running = 0;
  let most = 0;
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      queue.run(async () => {
        running++;
        most = Math.max(most, running);
        order.push(index);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running--;
      }),
    ),
  );
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('more than may wait are refused at once with a time to come back', async () => {
  const queue = createHashingQueue({ concurrency: 1, waiting: 1, deadlineMs: 5_000 });
  let finish: () => void = () => undefined;
  const first = queue.run(() => new Promise<void>((resolve) => (finish = resolve)));
  const second = queue.run(async () => 'second');
  await expect(queue.run(async () => 'third')).rejects.toMatchObject({ code: 'busy', status: 503, retryAfter: 3 });
  finish();
  await first;
  expect(await second).toBe('second');
});

test('waiting too long is refused, and the place is free again', async () => {
  const queue = createHashingQueue({ concurrency: 1, waiting: 1, deadlineMs: 20 });
  let finish: () => void = () => undefined;
  const first = queue.run(() => new Promise<void>((resolve) => (finish = resolve)));
  await expect(queue.run(async () => 'late')).rejects.toMatchObject({ code: 'busy' });
  finish();
  await first;
  expect(await queue.run(async () => 'after')).toBe('after');
});

test('work that throws gives its place back', async () => {
  const queue = createHashingQueue({ concurrency: 1, waiting: 1, deadlineMs: 20 });
  await expect(queue.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await queue.run(async () => 'fine')).toBe('fine');
});
