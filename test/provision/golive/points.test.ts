import { describe, expect, test } from 'vitest';
import { goLive } from '../../../provision/golive/checklist.ts';
import type { Evidence } from '../../../provision/golive/evidence.ts';
import { points } from '../../../provision/golive/points.ts';
import type { State } from '../../../provision/ops/state-file.ts';

const now = new Date('2026-11-26T07:00:00Z');
const state = (ok: State['ok'], minutesOld = 1, summary = 'as told'): State => ({
  at: new Date(now.getTime() - minutesOld * 60_000).toISOString(),
  ok,
  summary,
});
const seen = <T>(value: T) => ({ kind: 'seen', value }) as const;
const notSeen = { kind: 'not-seen', why: 'nobody answered' } as const;
const units = [{ name: 'teachtrack.target', activeState: 'active' }];
const hardware = { tierMet: 2000, limits: [], findings: [], sentence: 'Good.' } as const;

const ready: Evidence = {
  now,
  wanted: { tier: 2000, tls: { kind: 'own-authority' }, names: ['tt.example'], addresses: ['10.0.0.5'] },
  hardware: seen(hardware),
  settings: seen({ count: 137, different: [] }),
  queue: seen(
    new Map([
      ['maxmemory-policy', 'noeviction'],
      ['appendonly', 'yes'],
    ]),
  ),
  units: seen(units),
  monitor: seen({ name: 'teachtrack-monitor.service', activeState: 'active' }),
  machine: { processors: 16, memoryMiB: 32_000 },
  states: {
    ...{ health: state(true), backups: state(true, 600), drill: state(true, 9_000), alertsTest: state(true) },
    ...{ certificate: state(true), firewall: state(true), names: state(true), loadTest: state(true) },
  },
};

type Row = readonly [id: string, met: Partial<Evidence>, notMet: Partial<Evidence>, unknown: Partial<Evidence>];

const states = (changed: Evidence['states']): Partial<Evidence> => ({ states: { ...ready.states, ...changed } });
const unread = { id: 'enough-memory', severity: 'block', title: 'Memory', verdict: { kind: 'could-not-check' } };

const rows: readonly Row[] = [
  [
    'hardware',
    {},
    { hardware: seen({ ...hardware, tierMet: 500 }) },
    { hardware: seen({ limits: [], sentence: '', findings: [unread] } as never) },
  ],
  ['settings', {}, { settings: seen({ count: 9, different: ['a is 1, not 2'] }) }, { settings: notSeen }],
  ['redis', {}, { queue: seen(new Map([['appendonly', 'yes']])) }, { queue: notSeen }],
  ['stack', {}, { units: seen([{ name: 'nginx.service', activeState: 'failed' }]) }, { units: notSeen }],
  [
    'monitor',
    states({ health: state(false) }),
    { monitor: seen({ name: 'm', activeState: 'inactive' }) },
    states({ health: state(true, 30) }),
  ],
  ['health', {}, states({ health: state(false) }), states({ health: state(true, 30) })],
  ['load-test', {}, states({ loadTest: undefined }), states({ loadTest: state(null) })],
  ['backups', {}, states({ backups: state(false) }), states({ backups: state(true, 60 * 72) })],
  ['restore', {}, states({ drill: undefined }), states({ drill: state(true, 60 * 24 * 20) })],
  ['alerts', {}, states({ alertsTest: state(false) }), states({ alertsTest: state(null) })],
  [
    'certificate',
    {},
    { wanted: { ...ready.wanted, tls: { kind: 'plain-lan' } } },
    states({ certificate: state(true, 60 * 72) }),
  ],
  ['firewall', {}, states({ firewall: undefined }), states({ firewall: state(null) })],
  [
    'names',
    { wanted: { ...ready.wanted, names: [] } },
    states({ names: state(false) }),
    states({ names: state(null) }),
  ],
];

describe('the go-live checklist', () => {
  test('has a row here for every point', () => {
    expect(rows.map(([id]) => id)).toEqual(points.map(({ id }) => id));
  });

  test.each(rows)(
    '%s is met, not met or unknown by evidence alone, and says what to do',
    (id, met, notMet, unknown) => {
      const judged = (changed: Partial<Evidence>) =>
        goLive({ ...ready, ...changed }, []).items.find((item) => item.id === id);
      expect(judged(met)).toMatchObject({ verdict: 'met' });
      expect(judged(met)).not.toHaveProperty('todo');
      expect(judged(notMet)).toMatchObject({ verdict: 'not-met', todo: expect.stringMatching(/.{10}/) });
      expect(judged(unknown)).toMatchObject({ verdict: 'unknown', todo: expect.stringMatching(/.{10}/) });
    },
  );

  test('is ready only when every point is met or accepted by name and reason', () => {
    expect(goLive(ready, [])).toMatchObject({ ok: true, summary: 'Ready for teachers: all 13 points.' });
    const open = { ...ready, ...states({ loadTest: undefined }) };
    expect(goLive(open, [])).toMatchObject({
      ok: false,
      summary: '12 of 13 points are met; open: a load test was passed.',
    });
    const waiver = { item: 'load-test', by: 'anna', at: now.toISOString(), reason: 'one school first' };
    const waived = goLive(open, [waiver]);
    expect(waived).toMatchObject({ ok: true, summary: 'Ready for teachers: all 13 points; 1 accepted by name.' });
    expect(waived.items.find(({ id }) => id === 'load-test')).toMatchObject({
      verdict: 'waived',
      waiver: { by: 'anna', reason: 'one school first' },
    });
    expect(goLive(ready, [waiver]).items.every(({ verdict }) => verdict === 'met')).toBe(true);
    expect(goLive({ ...ready, ...states({ names: state(null) }) }, []).ok).toBeNull();
  });
});

test('a load test counts for the tier and the machine it was made on, and no other', () => {
  const of = (told: object) => {
    const loadTest = { at: now.toISOString(), ok: true, summary: 'held', ...told };
    return goLive({ ...ready, ...states({ loadTest }) }, []).items.find(({ id }) => id === 'load-test')?.verdict;
  };
  const { machine } = ready;
  expect(of({ tier: 2000, machine: { ...machine, memoryMiB: 31_900 } })).toBe('met');
  expect(of({ tier: 500, machine })).toBe('unknown');
  expect(of({ tier: 2000, machine: { ...machine, processors: 8 } })).toBe('unknown');
});
