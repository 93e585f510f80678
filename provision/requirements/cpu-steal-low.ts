import { cpuSteal } from '../facts/cpu-steal.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known } from './words.ts';

const mostPercent = 5;

export const cpuStealLow: Requirement = {
  id: 'cpu-steal-low',
  topic: 'server',
  title: 'Processor time for this server alone',
  severity: 'advise',
  facts: [cpuSteal],
  judge(facts) {
    const needed = `at most ${mostPercent} % taken by other virtual machines`;
    return known(facts, [cpuSteal], { needed }, ({ samplePercent, sinceBootPercent }) => {
      const measured = `${samplePercent} % just now, ${sinceBootPercent} % since the server started`;
      if (Math.max(samplePercent, sinceBootPercent) <= mostPercent) return good(measured, needed);
      return {
        kind: 'could-be-better',
        measured,
        needed,
        why: ['The host of this virtual machine has promised its cores to too many machines.'],
        fix: 'Ask who runs the host for cores that are not shared.',
        ticket: `The TeachTrack virtual machine waits for its processor: ${measured} (steal time). Please give it cores of its own, or move it to a host with fewer machines.`,
      };
    });
  },
};
