import { expect, test } from 'vitest';
import { Replaced } from '../../../../appliance/serving/replaced.ts';
import { replacedIn, restartFigures } from '../../../../provision/ctl/health/units.ts';

test('reads of the status of a unit how many processes were replaced, as the API writes it there', () => {
  const replaced = new Replaced();
  expect(replacedIn(replaced.sentence())).toBeUndefined();
  replaced.add('it ended by SIGKILL', new Date('2026-03-02T11:00:00Z'));
  replaced.add('it had grown to 470 MiB', new Date('2026-03-02T12:00:00Z'));
  const found = { times: 2, at: '2026-03-02T12:00:00.000Z', why: 'it had grown to 470 MiB' };
  expect(replacedIn(replaced.sentence())).toEqual(found);
  expect(replacedIn('Taking your SQL requests now...')).toBeUndefined();
});

test('tells a process that was replaced apart from a unit that came back', () => {
  const unit = { unit: 'teachtrack-api@1.service', isActive: true, upSince: '2026-03-02T08:00:00.000Z' };
  const replaced = { times: 2, at: '2026-03-02T12:00:00.000Z', why: 'it ended by SIGKILL' };
  expect(restartFigures([{ ...unit, restarts: 1, replaced }])).toEqual([
    { unit: unit.unit, times: 1, upSince: unit.upSince },
    { unit: unit.unit, times: 2, upSince: replaced.at, process: replaced.why },
  ]);
  expect(restartFigures([{ ...unit, restarts: 0 }])).toEqual([]);
});
