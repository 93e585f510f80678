import { describe, expect, test } from 'vitest';
import { type CheckedRequirement, reportOf } from '../../../provision/engine/report.ts';
import { reportHtml } from '../../../provision/engine/report-html.ts';
import type { JournalEntry, JournalEvent } from '../../../provision/model/journal.ts';
import type { Plan } from '../../../provision/model/plan.ts';
import { origin, wanted } from './rehearsal/world.ts';

const plan: Plan = {
  kind: 'install',
  version: '1.2.3',
  wanted,
  removeData: false,
  steps: [
    { step: 'a/one', title: 'One <b>bold</b>', seconds: 1, changes: [] },
    { step: 'a/two', title: 'Two', seconds: 1, changes: [] },
  ],
  satisfied: ['a/zero'],
  digest: 'd',
};

const started: JournalEvent = { kind: 'run-started', plan, origin, bootId: 'b', pid: 1 };
const resumed: JournalEvent = { kind: 'run-resumed', origin, bootId: 'b', pid: 2 };
const change = { kind: 'file', path: '/etc/<x>', action: 'create', diff: '+<script>alert(1)</script>' } as const;
const begun = (step: string): JournalEvent => ({ kind: 'step-started', step, changes: [change], receipt: {} });
const done = (step: string): JournalEvent => ({ kind: 'step-done', step, evidence: ['read back'], durationMs: 1500 });
const satisfied = (step: string): JournalEvent => ({ kind: 'step-satisfied', step, evidence: [] });
const verified = (ok: boolean): JournalEvent => ({
  kind: 'verified',
  checks: [{ name: 'Signs in', ok, detail: '<i>' }],
});
const finished = (outcome: 'done' | 'failed'): JournalEvent => ({ kind: 'run-finished', outcome, durationMs: 2000 });

function journal(...events: readonly JournalEvent[]): readonly JournalEntry[] {
  return events.map((event, at) => ({ seq: at + 1, at: `2026-01-01T00:00:0${at % 10}.000Z`, event }));
}

const whole = [started, satisfied('a/zero'), begun('a/one'), done('a/one'), begun('a/two'), done('a/two')];
const outcomeOf = (...events: readonly JournalEvent[]) => reportOf('r', journal(...events))?.outcome;

describe('the outcome of a report', () => {
  test('is done only by final checks that held', () => {
    expect(outcomeOf(...whole, verified(true), finished('done'))).toBe('done');
    expect(outcomeOf(...whole, verified(false), finished('done'))).toBe('not-done');
    expect(outcomeOf(...whole, { kind: 'verified', checks: [] }, finished('done'))).toBe('not-done');
    expect(outcomeOf(...whole, finished('done'))).toBe('not-done');
    expect(outcomeOf(...whole, verified(true))).toBe('not-done');
    expect(reportOf('r', [])).toBeUndefined();
  });

  test('does not count what an attempt before the last one proved', () => {
    expect(outcomeOf(...whole, verified(true), finished('done'), resumed)).toBe('not-done');
    expect(outcomeOf(...whole, finished('failed'), resumed, verified(true), finished('done'))).toBe('done');
  });

  test('has warnings from overrides and from what was checked before', () => {
    const check: CheckedRequirement = {
      requirement: 'enough-memory',
      title: 'Memory',
      verdict: { kind: 'could-be-better', measured: '32 GB', needed: '64 GB', why: [], fix: 'Add memory.' },
    };
    const report = reportOf('r', journal(...whole, verified(true), finished('done')), [check]);
    expect(report).toMatchObject({
      outcome: 'done-with-warnings',
      warnings: ['Memory: 32 GB; needed: 64 GB. Add memory.'],
    });
    const overridden = {
      ...plan,
      wanted: { ...wanted, overrides: [{ requirement: 'enough-cores', reason: 'a trial' }] },
    };
    const [, ...rest] = whole;
    const again = reportOf(
      'r',
      journal({ ...started, plan: overridden } as JournalEvent, ...rest, verified(true), finished('done')),
    );
    expect(again).toMatchObject({ outcome: 'done-with-warnings', warnings: ['enough-cores was accepted: a trial'] });
  });
});

test('of what was put back is done by its step alone, and says what it is of', () => {
  const putBack = { ...started, plan: { ...plan, purpose: 'put-back' } } as JournalEvent;
  const report = reportOf('r', journal(putBack, ...whole.slice(1), finished('done')));
  expect(report?.outcome).toBe('done');
  const page = report === undefined ? '' : reportHtml(report);
  expect(page).toContain('report of what was put back</h1>');
  expect(page).toContain('<strong>Done.</strong> What was put back was read back.');
  expect(page).not.toContain('In plain words');
  const failed = reportOf('r', journal(putBack, ...whole.slice(1), finished('failed')));
  expect(failed?.outcome).toBe('not-done');
});

describe('a report', () => {
  test('tells each step, its time and its changes, also of a run that was cut off and resumed', () => {
    const report = reportOf('r', journal(started, begun('a/one'), resumed, satisfied('a/one'), begun('a/two')));
    expect(report?.resumed).toBe(1);
    expect(report?.steps).toMatchObject([
      { step: 'a/one', state: 'done', changes: [change] },
      { step: 'a/two', state: 'not-finished' },
    ]);
    expect(reportOf('r', journal(started))?.steps.map(({ state }) => state)).toEqual(['not-reached', 'not-reached']);
  });

  test('has the addresses by name and number, and says where secrets lie', () => {
    const report = reportOf('r', journal(...whole, verified(true), finished('done')));
    expect(report?.addresses).toEqual([
      'https://school.lan/',
      'https://192.0.2.10/',
      'http://school.lan/',
      'http://192.0.2.10/',
    ]);
    expect(report?.secrets.map(({ path }) => path)).toContain('/etc/teachtrack/secrets');
  });

  test('is a page that takes nothing from outside and escapes everything', () => {
    const report = reportOf('r', journal(...whole, verified(true), finished('done')));
    const page = report === undefined ? '' : reportHtml(report);
    expect(page).toContain('Hill &#60;School&#62; &#38; &#34;Sons&#34;');
    expect(page).toContain('+&#60;script&#62;alert(1)&#60;/script&#62;');
    expect(page).not.toMatch(/<script|<b>bold|<i>|<x>|src=|href=|@import|url\(/);
    expect(page).toContain('<strong>Done.</strong> 1 of 1 final checks held.');
    expect(page).toContain('@page { size: A4');
    expect(page).toContain('prefers-color-scheme: dark');
  });

  test('shows the go-live checklist as it stood when it was asked for, accepted points by name and reason', () => {
    const report = reportOf('r', journal(...whole, verified(true), finished('done')));
    const waiver = { by: 'anna', at: '2026-11-26T07:00:00Z', reason: 'one <school> first' };
    const items = [
      { id: 'a', title: 'A restore was proven', verdict: 'not-met', evidence: 'Never.', todo: 'Prove it.' },
      { id: 'b', title: 'A load test was passed', verdict: 'waived', evidence: 'Not done.', todo: 'Do it.', waiver },
    ] as const;
    const goLive = { at: '2026-11-26T07:00:00Z', ok: false, summary: 'Not yet.', items };
    const page = report === undefined ? '' : reportHtml({ ...report, goLive });
    expect(page).toContain('<h2>Ready for teachers?</h2><p>Not yet.');
    expect(page).toContain('<td class="bad">not met</td><td>A restore was proven</td><td>Never. Prove it.</td>');
    expect(page).toContain('Not done. Accepted by anna: one &#60;school&#62; first');
    expect(report === undefined ? '' : reportHtml(report)).not.toContain('Ready for teachers?');
  });

  test('shows every mark of the last capacity test, and what it was made on', () => {
    const report = reportOf('r', journal(...whole, verified(true), finished('done')));
    const marks = [
      { id: 'reads', title: 'Pages open', wanted: '95 of 100 within 300 ms', measured: '84 ms', isMet: true },
      { id: 'saves', title: 'Work is saved', wanted: '95 of 100 within 200 ms', measured: '<312> ms', isMet: false },
    ] as const;
    const stage = { users: 500, isPassed: false, marks, requestsPerSecond: 310, processorPercent: 41 };
    const loadTest = {
      ...{ at: '2026-11-26T07:00:00Z', ok: false, summary: '150 of 500 virtual teachers at once were held.' },
      ...{ held: 150, asked: 500, heldBack: 'The disk.', tier: 500, version: '0.1.0' },
      machine: { processors: 16, memoryMiB: 32_000 },
      stages: [{ ...stage, generatorPercent: 9 }],
    } as const;
    const page = report === undefined ? '' : reportHtml({ ...report, loadTest });
    expect(page).toContain('<h2>Capacity test</h2><p>150 of 500 virtual teachers at once were held.</p>');
    expect(page).toContain('on 16 processors and 32,000 MiB of memory.');
    expect(page).toContain('<h3>500 teachers at once: not held');
    expect(page).toContain('<td class="bad">not met</td><td>Work is saved</td><td>&#60;312&#62; ms</td>');
    const { stages: _, ...older } = loadTest;
    expect(report === undefined ? '' : reportHtml({ ...report, loadTest: older })).toContain('Capacity test');
    expect(report === undefined ? '' : reportHtml(report)).not.toContain('Capacity test');
  });

  test('begins with a page in plain words, which promises nothing that was not shown', () => {
    const report = reportOf('r', journal(...whole, verified(true), finished('done')));
    const of = (now: object) => (report === undefined ? '' : reportHtml({ ...report, ...now }));
    expect(of({})).toContain('How many it really holds was not tested yet.');
    expect(of({})).toContain('There is no copy of the work yet');
    expect(of({})).toContain('That it can be brought back was not proven yet.');
    const at = '2026-11-26T07:00:00Z';
    const state = { at, ok: true, summary: 'Well.' };
    const now = of({
      loadTest: {
        ...state,
        held: 500,
        asked: 500,
        tier: 500,
        version: '0.1.0',
        machine: { processors: 8, memoryMiB: 1 },
      },
      backups: { ...state, last: { at }, next: at },
      drill: { ...state, proven: { at, name: 'b' } },
      goLive: { ...state, summary: 'Ready for teachers: all 13 points.', items: [] },
    });
    expect(now).toContain('A test with virtual teachers on 26 November 2026 held all 500 of them.');
    expect(now).toContain(
      'the last one is of 26 November 2026. That it can be brought back was last proven on 26 November',
    );
    expect(now).toContain('<li>Ready for teachers: all 13 points.</li>');
    const failed = reportOf('r', journal(...whole, verified(false), finished('done')));
    expect(failed === undefined ? '' : reportHtml(failed)).not.toContain('In plain words');
  });

  test('says which ports are open, and how to back up and to restore', () => {
    const report = reportOf('r', journal(...whole, verified(true), finished('done')));
    expect(report?.ports[0]).toMatch(/^TCP 443: the site/);
    expect(report === undefined ? '' : reportHtml(report)).toContain(
      '<code>sudo teachtrackctl restore --name NAME</code>',
    );
  });
});
