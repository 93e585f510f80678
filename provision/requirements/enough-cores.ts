import { cpu } from '../facts/cpu.ts';
import type { Requirement } from '../model/requirement.ts';
import { needsOf } from './tier-needs.ts';
import { count, good, known, some } from './words.ts';

export const enoughCores: Requirement = {
  id: 'enough-cores',
  topic: 'server',
  title: 'Processor cores',
  severity: 'block',
  facts: [cpu],
  judge(facts, { tier }) {
    const { cores: least, recommendedCores } = needsOf({ tier });
    const teachers = `${count(tier)} teachers`;
    const needed =
      recommendedCores > least
        ? `${least} cores for ${teachers}; ${recommendedCores} are recommended`
        : `${least} cores for ${teachers}`;
    return known(facts, [cpu], { needed }, ({ cores, model }) => {
      const measured = model === undefined ? some(cores, 'core') : `${some(cores, 'core')} (${model})`;
      if (cores >= recommendedCores) return good(measured, needed);
      if (cores >= least)
        return {
          kind: 'could-be-better',
          measured,
          needed,
          why: [`Enough for ${teachers}; when all of them press a button in the same minute, pages take longer.`],
          fix: `Nothing has to be done. With ${recommendedCores} cores there would be room to grow.`,
        };
      return {
        kind: 'must-fix',
        measured,
        needed,
        why: [
          `The work of ${teachers} does not fit on ${some(cores, 'core')}: pages would come slowly when everybody is at work.`,
          'If this is a virtual machine, it was given fewer cores than its host has.',
        ],
        fix: `Give the server ${least - cores} more cores, or choose a smaller number of teachers.`,
        ticket: `Please give the TeachTrack server at least ${least} processor cores (better ${recommendedCores}). It has ${cores} now. It has to be shut down for this and started again.`,
      };
    });
  },
};
