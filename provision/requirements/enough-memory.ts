import { memory } from '../facts/memory.ts';
import type { Requirement } from '../model/requirement.ts';
import { isMemoryOf, needsOf } from './tier-needs.ts';
import { count, good, known, memoryWords } from './words.ts';

export const enoughMemory: Requirement = {
  id: 'enough-memory',
  topic: 'server',
  title: 'Memory',
  severity: 'block',
  facts: [memory],
  judge(facts, wanted) {
    const { memoryMiB, recommendedMemoryMiB } = needsOf(wanted);
    const { tier } = wanted;
    const isElsewhere = wanted.database !== undefined;
    const least = memoryWords(memoryMiB);
    const better = memoryWords(recommendedMemoryMiB);
    const needed = `${least} for ${count(tier)} teachers${recommendedMemoryMiB > memoryMiB ? `; ${better} are recommended` : ''}`;
    return known(facts, [memory], { needed }, ({ totalMiB }) => {
      const measured = `${memoryWords(totalMiB)} (${count(totalMiB)} MiB can be used)`;
      if (isMemoryOf(totalMiB, recommendedMemoryMiB)) return good(measured, needed);
      if (isMemoryOf(totalMiB, memoryMiB))
        return {
          kind: 'could-be-better',
          measured,
          needed,
          why: [
            isElsewhere
              ? 'Enough: the database has its memory on another server.'
              : 'Enough; with more, the database would keep more at hand and read less from the disk.',
          ],
          fix: `Nothing has to be done. With ${better} there would be room to grow.`,
        };
      return {
        kind: 'must-fix',
        measured,
        needed,
        why: [
          `${isElsewhere ? 'The' : 'The database, the'} queue and the application have to fit in memory together: when it runs out, the system ends one of them.`,
          'If this is a virtual machine, it was given less memory than its host has.',
        ],
        fix: `Give the server ${least} of memory, or choose a smaller number of teachers.`,
        ticket: `Please give the TeachTrack server at least ${least} of memory (better ${better}), not shared with other virtual machines. It has ${memoryWords(totalMiB)} now.`,
      };
    });
  },
};
