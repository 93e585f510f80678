import { expect, test } from 'vitest';
import { wantedBy } from '../../../main/cli/wanted.ts';

const inForce = {
  version: 1,
  overrides: [
    { requirement: 'link-speed', reason: 'The card arrives in March' },
    { requirement: 'enough-storage', reason: 'More disks come with it' },
  ],
} as const;

test('a shortfall that is accepted again is there once, with the reason given last; the others stay', () => {
  const answers = { ...inForce, overrides: [...inForce.overrides] };
  const accept = ['link-speed=The card has arrived, not built in'];
  const { overrides } = wantedBy(answers, { accept }, '10.0.0.5')(2000);
  expect(overrides).toEqual([
    { requirement: 'link-speed', reason: 'The card has arrived, not built in' },
    { requirement: 'enough-storage', reason: 'More disks come with it' },
  ]);
  const same = wantedBy(answers, { accept: ['link-speed=The card arrives in March'] }, '10.0.0.5')(2000);
  expect(same.overrides).toEqual(inForce.overrides);
});
