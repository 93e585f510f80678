import { atLeast } from '../capacity/flavour.ts';
import { teachtrack } from '../facts/teachtrack.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known } from './words.ts';

export const notNewerTeachtrack: Requirement = {
  id: 'not-newer-teachtrack',
  topic: 'services',
  title: 'TeachTrack already there',
  severity: 'block',
  overridable: false,
  code: 'TT-VERSION-01',
  facts: [teachtrack],
  judge(facts, _wanted, offer) {
    const needed = 'no newer TeachTrack than the one to be installed';
    return known(facts, [teachtrack], { needed }, ({ version }) => {
      if (version === undefined) return good('none', needed);
      if (offer.version === undefined)
        return {
          kind: 'could-not-check',
          needed,
          why: [`TeachTrack ${version} is installed, and it is not settled yet which version shall be.`],
          fix: 'It is checked again before the install.',
        };
      if (atLeast(plain(offer.version), plain(version)))
        return good(`TeachTrack ${version}; ${offer.version} shall be`, needed);
      return {
        kind: 'must-fix',
        measured: `TeachTrack ${version} is installed; ${offer.version} is older`,
        needed,
        why: ['A newer installer was used on this server. Going back could lose what the newer version has stored.'],
        fix: `Use the installer of version ${version} or newer.`,
      };
    });
  },
};

function plain(version: string): string {
  return version.replace(/[^\d.].*$/, '');
}
