import { expect, test } from 'vitest';
import { type Each, together } from '../../../../appliance/features/common/together.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when it is told to, and what it was given. */
function held(lanes?: number) {
  const batches: number[][] = [];
  const ends: (() => void)[] = [];
  const call = together(
    async (inputs: readonly number[]): Promise<Each<number>[]> => {
      batches.push([...inputs]);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (inputs.includes(13)) throw new Error('all of them');
      return inputs.map((input) =>
        input % 2 === 0
          ? { status: 'fulfilled', value: input * 10 }
          : { status: 'rejected', reason: new Error(`${input}`) },
      );
    },
    3,
    lanes,
  );
  return { batches, call, end: () => ends.shift()?.() };
}

test('the first begins at once, those that come meanwhile share the next batches, at most so many each', async () => {
  const { batches, call, end } = held();
  const first = call(2);
  expect(batches).toEqual([[2]]);
  const others = [4, 6, 8, 10].map(call);
  end();
  expect(await first).toBe(20);
  await turn();
  expect(batches).toEqual([[2], [4, 6, 8]]);
  end();
  await turn();
  end();
  expect(await Promise.all(others)).toEqual([40, 60, 80, 100]);
  expect(batches).toEqual([[2], [4, 6, 8], [10]]);
  const later = call(12);
  end();
  expect(await later).toBe(120);
});

test('with two lanes a second call does not wait for the first, and the third shares the lane that is free first', async () => {
  const { batches, call, end } = held(2);
  const first = call(2);
  const others = [4, 6, 8].map(call);
  expect(batches).toEqual([[2], [4]]);
  end();
  expect(await first).toBe(20);
  await turn();
  expect(batches).toEqual([[2], [4], [6, 8]]);
  end();
  end();
  expect(await Promise.all(others)).toEqual([40, 60, 80]);
});

test('each has its own outcome; what the work throws is thrown to all of its batch and to no other', async () => {
  const { call, end } = held();
  const outcomes = Promise.allSettled([2, 13, 4, 5, 6].map(call));
  for (let batch = 0; batch < 3; batch++) {
    end();
    await turn();
  }
  const told = (await outcomes).map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message));
  expect(told).toEqual([20, 'all of them', 'all of them', 'all of them', 60]);
});
