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
});
