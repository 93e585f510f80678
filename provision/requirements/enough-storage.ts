import { fileSystemOf, storage } from '../facts/storage.ts';
import type { Requirement } from '../model/requirement.ts';
import { roomForInstall, roomForYear, total } from './storage-needs.ts';
import { isStorageOf, needsOf } from './tier-needs.ts';
import { count, diskWords, good, known } from './words.ts';

/** Blocks only below what the arithmetic needs; the seed figure has room beyond that and is advice. */
export const enoughStorage: Requirement = {
  id: 'enough-storage',
  topic: 'storage',
  title: 'Size of the storage',
  severity: 'block',
  facts: [storage],
  judge(facts, { tier }) {
    const sold = needsOf({ tier }).storageBytes;
    const uses = [...roomForInstall(tier), ...roomForYear(tier)];
    const needed = `${diskWords(sold)} for ${count(tier)} teachers`;
    return known(facts, [storage], { needed }, (all) => {
      const holds = fileSystemOf(all, '/var/lib');
      if (holds === undefined)
        return {
          kind: 'could-not-check',
          needed,
          why: ['No file system holds /var/lib.'],
          fix: 'Check the mounts of the server.',
        };
      const measured = `${diskWords(holds.sizeBytes)} where /var/lib lies (${holds.source})`;
      if (isStorageOf(holds.sizeBytes, sold)) return good(measured, needed);
      const sum = `${uses.map((use) => `${use.what} ${diskWords(use.bytes)}`).join(' + ')} = ${diskWords(total(uses))}`;
      const ticket = `Please give the TeachTrack server ${diskWords(sold)} of storage at /var/lib. It has ${diskWords(holds.sizeBytes)} there now.`;
      if (holds.sizeBytes >= total(uses))
        return {
          kind: 'could-be-better',
          measured,
          needed,
          why: [
            `It holds the first year by our estimate: ${sum}.`,
            'There is less room for later years and for more backups.',
          ],
          fix: 'Nothing has to be done now. Plan a larger disk, or move backups to another machine.',
          ticket,
        };
      return {
        kind: 'must-fix',
        measured,
        needed: `${diskWords(total(uses))} at the very least, ${needed}`,
        why: [
          `The first year needs, by our estimate: ${sum}.`,
          'The disk is larger, but the part given to /var/lib is not.',
        ],
        fix: 'Give the server a larger disk, or grow the partition; or choose a smaller number of teachers.',
        ticket,
      };
    });
  },
};
