import { expect, test } from 'vitest';
import { createLog } from '../../../appliance/log.ts';
import { doPatiently } from '../../../appliance/workers/patiently.ts';
import type { Tried } from '../../../appliance/workers/try-job.ts';

const log = createLog('test');
log.level = 'silent';
const over: Tried = { kind: 'over' };
const away = (mayBeItself: boolean): Tried => ({ kind: 'away', message: 'no answer', mayBeItself });

type Case = {
  /** How the tries end, one after another; the last one for ever. */
  readonly tries: readonly Tried[];
  /** Whether the database answers, look by look; the last one for ever. */
  readonly answers?: readonly boolean[];
  readonly short?: readonly boolean[];
  readonly stopAfter?: number;
};

async function patiently({ tries, answers = [true], short = [false], stopAfter }: Case) {
  const stopping = new AbortController();
  const asked = { tries: 0, answers: 0, short: 0 };
  const next = <Value>(list: readonly Value[], what: keyof typeof asked): Value => {
    const value = list[Math.min(asked[what], list.length - 1)] as Value;
    asked[what] += 1;
    if (asked.tries + asked.answers + asked.short === stopAfter) stopping.abort();
    return value;
  };
  const told = await doPatiently(
    {
      room: { isShort: async () => next(short, 'short') },
      proveDatabase: async () => {
        if (!next(answers, 'answers')) throw new Error('away');
      },
      log,
      signal: stopping.signal,
      lookEveryMs: 1,
    },
    'a job',
    async () => next(tries, 'tries'),
  );
  return { told, tries: asked.tries };
}

test('waits until there is room before it does anything', async () => {
  const short = [true, true, true, false];
  expect(await patiently({ tries: [over], short })).toEqual({ told: over, tries: 1 });
});

test('waits for a database that is away as long as it takes, also when it comes and goes', async () => {
  const tries = [...Array.from({ length: 30 }, () => away(true)), over];
  const answers = Array.from({ length: 60 }, (_, look) => look % 2 === 1);
  expect(await patiently({ tries, answers })).toEqual({ told: over, tries: 31 });
  const full = [...Array.from({ length: 30 }, () => away(false)), over];
  expect(await patiently({ tries: full })).toEqual({ told: over, tries: 31 });
});

test('when the database answers beside it again and again, it is this job that has failed', async () => {
  const { told, tries } = await patiently({ tries: [away(true)] });
  expect([told?.kind, tries]).toEqual(['failed', 6]);
});

test('ends its waiting when the worker ends, whatever it waits for', async () => {
  const never = { told: undefined };
  expect(await patiently({ tries: [over], short: [true], stopAfter: 3 })).toMatchObject({ ...never, tries: 0 });
  expect(await patiently({ tries: [away(true)], answers: [false], stopAfter: 5 })).toMatchObject({
    ...never,
    tries: 1,
  });
  expect(await patiently({ tries: [away(false)], stopAfter: 8 })).toMatchObject(never);
});
