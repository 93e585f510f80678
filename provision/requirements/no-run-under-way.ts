import { teachtrack } from '../facts/teachtrack.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known } from './words.ts';

/**
 * The lock itself refuses a second run; told here, before a bundle is sent over the one that is being installed and before
 * a server in the middle of its changes is judged.
 */
export const noRunUnderWay: Requirement = {
  id: 'no-run-under-way',
  topic: 'services',
  title: 'No other install under way',
  severity: 'block',
  overridable: false,
  code: 'TT-LOCK-01',
  facts: [teachtrack],
  judge(facts) {
    const needed = 'nobody else installing TeachTrack on this server';
    return known(facts, [teachtrack], { needed }, ({ lock }) => {
      if (lock === undefined) return good('nobody is', needed);
      const measured = `${lock.who} since ${lock.since} (process ${lock.pid})`;
      if (!lock.alive) return good(`a run of ${measured} was cut off; the next one takes over`, needed);
      return {
        kind: 'must-fix',
        measured,
        needed,
        why: ['Another laptop, or another window on this one, has started a run.'],
        fix: 'Watch it instead of starting another: it goes on by itself on the server.',
      };
    });
  },
};
