import type { ActItem } from '../../../installer/contract/calls/backups.ts';
import type { Contract } from '../../../installer/contract/contract.ts';
import type { OutputOf } from '../../../installer/contract/define.ts';

type Of<K extends ActItem['kind']> = Extract<ActItem, { kind: K }>;
type Verdict = NonNullable<Of<'done'>['verdict']>;
export type ProveLook = OutputOf<Contract['prove.look']>;

const at = '2026-11-26T20:18:00.000Z';

export const neverProven: ProveLook = {
  isPossible: true,
  why: [],
  users: 2_500,
  minutes: 3,
  takesMinutes: 8,
  last: null,
};

export const busyNow: ProveLook = {
  ...neverProven,
  isPossible: false,
  why: [
    '12 people are at work: choose an hour when nobody has been for five minutes',
    '2,960 MB must be free, 1,804 MB are',
  ],
};

export const provenStart: Of<'started'> = { kind: 'started', at, origin: { who: 'anna', from: 'district-laptop' } };

/** Two stages, a sample a second: the second of them grows slow. */
export const samplesDriven: readonly Of<'sample'>[] = Array.from({ length: 80 }, (_, second) => {
  const stage = second < 40 ? 150 : 500;
  const since = second % 40;
  const users = Math.min(stage, (second < 40 ? 0 : 150) + since * 12);
  const isBarrier = since > 30;
  return {
    ...{ kind: 'sample' as const, at, atMs: second * 1_000, stage, users },
    requestsPerSecond: Math.round(users * 0.6 + (since % 5) * 4),
    p50Ms: since === 0 ? null : 12 + since / 4,
    p95Ms: since === 0 ? null : (second < 40 ? 40 : 180) + (since % 7) * 9,
    errors: second === 71 ? 2 : 0,
    generationsWaiting: isBarrier ? Math.max(0, stage - (since - 30) * Math.ceil(stage / 8)) : 0,
    generationsDone: (second < 40 ? 0 : 150) + (isBarrier ? Math.min(stage, (since - 30) * Math.ceil(stage / 8)) : 0),
    ...{ processorPercent: Math.min(96, 18 + users / 7), generatorPercent: Math.round(users / 14) },
  };
});

const marksOf = (users: number, saves: string, isMet: boolean) => [
  { id: 'sign-ins', title: 'Everybody signs in', wanted: `${users}`, measured: `${users}`, isMet: true },
  { id: 'reads', title: 'Pages open', wanted: '95 of 100 within 300 ms', measured: '84 ms', isMet: true },
  { id: 'saves', title: 'Work is saved', wanted: '95 of 100 within 200 ms', measured: saves, isMet },
  { id: 'errors', title: 'Errors', wanted: 'fewer than 1 in 1,000', measured: '0 of 4812', isMet: true },
];

const heldBack =
  'At 500 teachers: work is saved: 312 ms, wanted 95 of 100 within 200 ms. The disk held it back: the processors waited for it 41 % of the time.';

export const fewer: Verdict = {
  ...{ held: 150, asked: 2_500, isPassed: false, heldBack },
  stages: [
    {
      ...{ users: 150, isPassed: true, requestsPerSecond: 88, processorPercent: 31, generatorPercent: 9 },
      marks: marksOf(150, '61 ms', true),
    },
    {
      ...{ users: 500, isPassed: false, requestsPerSecond: 241, processorPercent: 58, generatorPercent: 27 },
      marks: marksOf(500, '312 ms', false),
    },
  ],
};

export const heldFewer: ProveLook = {
  ...neverProven,
  last: { ...{ at, ok: false, summary: heldBack }, ...{ held: 150, asked: 2_500, heldBack, tier: 2_000 } },
};

export const heldAll: ProveLook = {
  ...neverProven,
  last: { ...{ at, ok: true, summary: 'passed' }, ...{ held: 2_500, asked: 2_500, heldBack: null, tier: 2_000 } },
};
