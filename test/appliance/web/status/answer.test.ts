import { expect, test } from 'vitest';
import type { Status } from '../../../../appliance/features/status/schema.ts';
import type { Live } from '../../../../appliance/web/status/live.ts';
import { answerOf } from '../../../../appliance/web/status/model/answer.ts';
import { keptTiles } from '../../../../appliance/web/status/model/kept-tiles.ts';
import { tilesNow } from '../../../../appliance/web/status/model/tiles.ts';
import { en } from '../../../../appliance/web/status/words/en.ts';

const now = Date.parse('2026-03-02T09:20:00Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const said = { at: ago(0.4), ok: true, summary: 'Well.' };
const there = <Value>(value: Value) => ({ kind: 'there' as const, value });
const queue = { paused: false, waiting: 0, active: 0, failed: 0, oldestWaitingSince: null, etaSeconds: 0 };

const well: Status = {
  server: there({ name: 'Hill District', version: '1.0.0', started: ago(900) }),
  activity: there({ peopleOn: 412, requestsPerSecond: 210.3, p95Ms: 38, errorsPerMinute: 0 }),
  queues: there({ workers: { seen: 4, jobsEach: 16 }, items: [{ name: 'generation', ...queue }] }),
  maintenance: there({ mode: null, banner: null }),
  waitingRequests: there([]),
  health: there({
    ...said,
    services: [{ name: 'Database', ok: true, detail: 'Connected' }],
    figures: { database: { connections: 450, maxConnections: 2_000, percent: 22.5 } },
  }),
  alerts: there({ ...said, rules: [], active: [], deliveries: [], quietNow: false }),
  'alerts-test': { kind: 'absent' },
  backups: there({ ...said, last: { name: 'a', at: ago(300) }, list: [], targets: [] }),
  drill: there({ ...said, proven: { name: 'a', at: ago(3_000) } }),
  upgrade: { kind: 'absent' },
  certificate: there({ ...said, daysLeft: 300, names: [], problems: [] }),
  names: there({ ...said, names: [{ name: 'a.test', ok: true }] }),
  firewall: there({ ...said, state: 'in-force' }),
  drift: there({ ...said, items: [], kept: [] }),
  golive: there({ ...said, items: [] }),
  'load-test': there({ ...said, held: 2_000, asked: 2_500, tier: 2_000 }),
  reserve: there({ ...said, places: [] }),
  requests: { kind: 'absent' },
};

const live = (changes: Partial<Status> = {}, lostSince: number | null = null): Live => ({
  parts: { ...well, ...changes },
  lostSince,
  now,
});
const answer = (changes: Partial<Status> = {}, lostSince: number | null = null) =>
  answerOf(live(changes, lostSince), en);

test('all is well only when everything was read and is well', () => {
  expect(answer()).toEqual({ tone: 'good', sentence: 'All well. 412 people on now.', findings: [] });
});

test('nothing that is missing, unreadable, old or cut off is called well', () => {
  const { health, ...rest } = well;
  if (health.kind !== 'there') throw new Error('is there');
  const old = there({ ...health.value, at: ago(6) });
  expect(answerOf({ parts: {}, lostSince: null, now }, en).tone).toBe('unknown');
  expect(answer({ health: { kind: 'absent' } }).tone).toBe('unknown');
  expect(answer({ activity: { kind: 'unreadable', since: ago(6) } }).tone).toBe('unknown');
  expect(answer({ health: old }).tone).toBe('bad');
  expect(answer({ health: old }).sentence).toMatch(/silent since/);
  expect(answer({}, now - 60_000).sentence).toMatch(/has lost the server since/);
  expect(answer({ backups: { kind: 'absent' } }).sentence).toMatch(/No backup has been made/);
  expect(Object.keys(rest)).not.toContain('health');
});

test('of a silent monitor no number is shown, while the others go on', () => {
  const { health } = well;
  if (health.kind !== 'there') throw new Error('is there');
  const tiles = tilesNow(live({ health: there({ ...health.value, at: ago(6) }) }), en);
  const tile = (id: string) => tiles.find((one) => one.id === id);
  expect(tile('database')).toMatchObject({ value: null, tone: 'unknown', note: expect.stringMatching(/since/) });
  expect(tile('people')).toMatchObject({ value: '412', tone: 'good' });
  expect(tilesNow(live(), en).find(({ id }) => id === 'database')).toMatchObject({ value: '450', tone: 'good' });
  const unread = tilesNow(live({ activity: { kind: 'unreadable', since: ago(6) } }), en);
  expect(unread.slice(0, 4).map(({ value, tone }) => [value, tone])).toEqual(
    Array.from({ length: 4 }, () => [null, 'unknown']),
  );
});

test('the worst comes first, with what to do, and what an alert repeats is told once', () => {
  const sentence = 'The backup of last night failed.';
  const found = answer({
    drift: there({ ...said, ok: false, summary: 'One file was edited by hand.', items: [], kept: [] }),
    backups: there({
      ...said,
      ok: false,
      summary: sentence,
      last: { name: 'a', at: ago(2_000) },
      list: [],
      targets: [],
    }),
    alerts: there({
      ...said,
      ...{ rules: [], deliveries: [], active: [{ rule: 'backups', sentence, since: ago(200), advice: 'Look.' }] },
    }),
  });
  expect(found.tone).toBe('bad');
  expect(found.sentence).toMatch(/^The backup of last night failed\. Since /);
  expect(found.findings.map(({ id }) => id)).toEqual(['alert backups ', 'drift']);
  expect(found.findings[0]?.todo).toBe('Look.');
});

test('a queue that is held, one that somebody waits in for long, and one that nobody works off are told', () => {
  const items = [
    { name: 'generation' as const, ...queue, paused: true, waiting: 3, oldestWaitingSince: ago(60) },
    { name: 'render' as const, ...queue, waiting: 2, oldestWaitingSince: ago(8) },
  ];
  const ids = (seen: number) =>
    answer({ queues: there({ workers: { seen, jobsEach: 16 }, items }) }).findings.map(({ id }) => id);
  expect(ids(4)).toEqual(['slow render', 'paused generation']);
  expect(ids(0)).toEqual(['workers', 'slow render', 'paused generation']);
});

test('maintenance says when it ends by itself; one of the server that lasts longer than was said is wrong', () => {
  const mode = { text: 'A backup is brought back.', since: ago(60), until: ago(-30), allowed: [], by: 'Ada' };
  const closed = (more: { until?: string | null; byServer: boolean }) =>
    answer({ maintenance: there({ mode: { ...mode, ...more }, banner: null }) });
  const own = closed({ byServer: false });
  expect([own.tone, own.findings[0]?.at]).toEqual(['better', 'maintenance']);
  expect(own.sentence).toMatch(/^The site is closed for teachers since .*It opens by itself at/);
  expect(closed({ byServer: false, until: null }).sentence).not.toMatch(/by itself/);
  expect(closed({ byServer: true }).tone).toBe('better');
  expect(closed({ byServer: true, until: ago(5) })).toMatchObject({
    tone: 'bad',
    sentence: expect.stringMatching(/should have been open/),
  });
});

test('what keeps the work safe says why it has no value', () => {
  const tiles = keptTiles(live({ drill: { kind: 'absent' }, names: { kind: 'unreadable', since: ago(6) } }), en);
  expect(tiles.map(({ id, value, tone }) => [id, value, tone])).toEqual([
    ['backups', '5 h ago', 'good'],
    ['drill', null, 'unknown'],
    ['certificate', '300 days', 'good'],
    ['drift', 'None', 'good'],
    ['firewall', 'On', 'good'],
    ['names', null, 'unknown'],
    ['load-test', '2,000', 'good'],
  ]);
});

test('an alert that repeats an earlier word of a part gives the present one, and since when', () => {
  const part = { ...said, ok: false, items: [], kept: [] };
  const active = [{ rule: 'drift', sentence: '7 things are not as set up.', since: ago(200), urgent: false }];
  const found = answer({
    drift: there({ ...part, summary: 'One thing is not as set up.' }),
    alerts: there({ ...said, rules: [], deliveries: [], active }),
  });
  expect(found.findings).toHaveLength(1);
  expect(found.sentence).toMatch(/^One thing is not as set up\. Since /);
});
