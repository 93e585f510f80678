import { expect, test } from 'vitest';
import type { GoLive } from '../../../provision/golive/checklist.ts';
import { renewGoLive } from '../../../provision/golive/renew.ts';
import { readState, writeState } from '../../../provision/ops/state-file.ts';
import { machineHere } from '../../../provision/prove/machine.ts';
import { temporaryFolder } from '../engine/rehearsal/temporary.ts';

const at = '2026-03-02T12:00:00.000Z';

test('after an act its own point is judged anew, and the rest stays as it was looked at', () => {
  const folder = temporaryFolder();
  const now = () => readState<GoLive>('golive', folder);
  renewGoLive(folder, 'backups');
  expect(now()).toBeUndefined();
  const waiver = { by: 'anna', at, reason: 'one school first' };
  const items = [
    { id: 'hardware', title: 'The hardware meets the tier', verdict: 'met', evidence: 'Good for 500.' },
    {
      id: 'load-test',
      title: 'A load test was passed',
      verdict: 'waived',
      evidence: 'None.',
      todo: 'Make one.',
      waiver,
    },
    { id: 'backups', title: 'Backups are on and current', verdict: 'not-met', evidence: 'None.', todo: 'Make one.' },
  ] as const;
  writeState<GoLive>('golive', { at, ok: false, summary: '2 of 3 points are met.', items }, folder);
  const fresh = { at: new Date().toISOString(), ok: true, summary: 'The last backup is of today.' };
  writeState('backups', fresh, folder);
  renewGoLive(folder, 'backups');
  expect(now()).toMatchObject({ at, ok: true, summary: 'Ready for teachers: all 3 points; 1 accepted by name.' });
  expect(now()?.items[2]).toEqual({
    ...{ id: 'backups', title: 'Backups are on and current', verdict: 'met' },
    evidence: 'The last backup is of today.',
  });
  const loadTest = {
    ...fresh,
    ok: false,
    summary: '150 of 500 were held.',
    tier: 500 as const,
    machine: machineHere(),
  };
  writeState('load-test', loadTest, folder);
  renewGoLive(folder, 'load-test', 500);
  expect(now()?.items[1]).toMatchObject({
    verdict: 'waived',
    evidence: expect.stringMatching(/^150 of 500 were held\. Made on/),
    waiver,
  });
  writeState('load-test', { ...loadTest, ok: true }, folder);
  renewGoLive(folder, 'load-test', 500);
  expect(now()?.items[1]).not.toHaveProperty('waiver');
  expect(now()?.items[0]).toEqual(items[0]);
});
