import { teachtrack } from '../facts/teachtrack.ts';
import type { Requirement } from '../model/requirement.ts';
import { compareVersions } from '../upgrade/version-path.ts';
import { good, known } from './words.ts';

/** An install repairs and changes what is there; only an upgrade, with its snapshot, puts another release on a server. */
export const sameTeachtrack: Requirement = {
  id: 'same-teachtrack',
  topic: 'services',
  title: 'TeachTrack already there',
  severity: 'block',
  overridable: false,
  code: 'TT-VERSION-01',
  facts: [teachtrack],
  judge(facts, _wanted, offer) {
    const needed = 'no TeachTrack yet, or the very version that is to be installed';
    return known(facts, [teachtrack], { needed }, ({ version }) => {
      if (version === undefined) return good('none', needed);
      if (offer.version === undefined)
        return {
          kind: 'could-not-check',
          needed,
          why: [`TeachTrack ${version} is installed, and it is not settled yet which version shall be.`],
          fix: 'It is checked again before the install.',
        };
      const order = compareVersions(offer.version, version);
      if (order === 0) return good(`TeachTrack ${version}`, needed);
      if (order > 0)
        return {
          kind: 'must-fix',
          measured: `TeachTrack ${version} is installed; ${offer.version} is newer`,
          needed,
          why: ['An install would replace it with no copy to go back to, while teachers work.'],
          fix: `Upgrade instead (“teachtrack upgrade”, or Upgrade under Manage): that keeps a copy and goes back by itself when ${offer.version} does not work.`,
        };
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
