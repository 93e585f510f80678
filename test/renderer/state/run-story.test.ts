import { expect, test } from 'vitest';
import type { FaceEntry } from '../../../installer/contract/shapes/journal.ts';
import { RunStory, secondsLeft } from '../../../renderer/state/run-story.ts';
import { journal, plan, verified } from '../harness/samples.ts';

function told(entries: readonly FaceEntry[]): RunStory {
  const story = new RunStory();
  for (const entry of entries) story.add({ kind: 'entry', entry });
  return story;
}

const total = plan.steps.reduce((sum, { seconds }) => sum + seconds, 0);
const weightOf = (done: number) => plan.steps.slice(0, done).reduce((sum, { seconds }) => sum + seconds, 0);

test('the percentage is the work done by its weight, and a step at work counts when it is done', () => {
  for (const done of [0, 1, 10, plan.steps.length - 1]) {
    expect(told(journal(done)).view().percent).toBe(Math.floor((100 * weightOf(done)) / total));
  }
});

test('it is 100 only when the run has ended well', () => {
  const story = told(journal(plan.steps.length, 0, [{ kind: 'verified', checks: verified }]));
  expect(story.view().percent).toBe(99);
  story.add({ kind: 'end', outcome: 'done' });
  expect(story.view()).toMatchObject({ percent: 100, end: 'done', verified });
});

test('what is waited for is the last line that the step at work said', () => {
  expect(told(journal(3, 1)).view().doing).toMatchObject({
    step: plan.steps[3]?.step,
    state: 'working',
    said: 'Waiting: another package install is running (unattended-upgrades, pid 812)',
  });
});

test('a failure stays until the run is resumed, which begins every step anew', () => {
  const step = plan.steps[2]?.step ?? '';
  const failed: FaceEntry['event'] = {
    kind: 'step-failed',
    step,
    code: 'TT-APT-03',
    message: 'dpkg failed',
    evidence: ['exit 1'],
  };
  const story = told(journal(2, 0, [failed]));
  story.add({ kind: 'end', outcome: 'failed' });
  expect(story.view()).toMatchObject({ failure: failed, end: 'failed', doing: undefined });
  const resumed: FaceEntry['event'] = { kind: 'run-resumed', origin: { who: 'anna', from: 'office-laptop' } };
  story.add({ kind: 'entry', entry: { seq: 99, at: '2026-11-26T09:00:00Z', event: resumed } });
  story.add({
    kind: 'entry',
    entry: {
      seq: 100,
      at: '2026-11-26T09:00:01Z',
      event: { kind: 'step-satisfied', step: plan.steps[0]?.step ?? '', evidence: [] },
    },
  });
  const view = story.view();
  expect(view).toMatchObject({ failure: undefined, end: undefined, resumed: 1 });
  expect(view.steps.map(({ state }) => state)).toEqual([
    'as-it-should-be',
    ...plan.steps.slice(1).map(() => 'waiting'),
  ]);
});

test('a broken line is said until something comes again', () => {
  const story = told(journal(1));
  story.add({ kind: 'line', state: 'broken' });
  expect(story.view().isLineBroken).toBe(true);
  story.add({ kind: 'line', state: 'whole' });
  expect(story.view().isLineBroken).toBe(false);
});

test('the time left is the plan’s own, scaled by how this server has done', () => {
  expect(secondsLeft(told(journal(0)).view().steps)).toBeUndefined();
  // The samples take nine tenths of what was planned.
  expect(secondsLeft(told(journal(5)).view().steps)).toBeCloseTo((total - weightOf(5)) * 0.9);
});

test('an upgrade that fails keeps why, and tells of the way back that its plan does not name', () => {
  const way = { direction: 'forward', from: '0.1.0', to: '0.2.0', breaking: [] } as const;
  const upgradePlan = { ...plan, upgrade: { ...way, breaking: [] } };
  const failed = (step: string): FaceEntry['event'] => ({
    ...{ kind: 'step-failed', step, code: 'TT-HEALTH-01', message: `${step} did not work`, evidence: [] },
  });
  const story = new RunStory();
  let seq = 0;
  const tell = (...events: readonly FaceEntry['event'][]) => {
    for (const event of events)
      story.add({ kind: 'entry', entry: { seq: ++seq, at: '2026-11-26T08:15:00.000Z', event } });
  };
  const origin = { who: 'anna', from: 'laptop' };
  const first = plan.steps[0]?.step ?? '';
  tell({ kind: 'run-started', plan: upgradePlan, origin }, { kind: 'step-started', step: first, changes: [] });
  expect(story.view().back).toBeUndefined();
  tell(failed(first), { kind: 'step-started', step: 'upgrade/back', changes: [] });
  expect(story.view()).toMatchObject({ back: 'working', failure: { step: first }, doing: { step: 'upgrade/back' } });
  tell(failed('upgrade/back'));
  expect(story.view()).toMatchObject({
    back: 'failed',
    failure: { step: first },
    backFailure: { step: 'upgrade/back' },
  });
  tell({ kind: 'run-resumed', origin }, { kind: 'step-started', step: 'upgrade/back', changes: [] });
  tell({ kind: 'step-done', step: 'upgrade/back', evidence: [], durationMs: 9_000 });
  story.add({ kind: 'end', outcome: 'failed' });
  expect(story.view()).toMatchObject({ back: 'done', failure: { step: first }, end: 'failed' });
  expect(story.view().backFailure).toBeUndefined();
});
