import { services } from '../facts/services.ts';
import { teachtrack } from '../facts/teachtrack.ts';
import { webSites } from '../facts/web-sites.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known, listed } from './words.ts';

export const noForeignWebServer: Requirement = {
  id: 'no-foreign-web-server',
  topic: 'services',
  title: 'Web sites of other programs',
  severity: 'block',
  facts: [services, webSites, teachtrack],
  judge(facts) {
    const needed = 'no other web site on this server';
    return known(facts, [services, webSites, teachtrack], { needed }, ({ units }, sites, { nginxIsOurs }) => {
      const others = units
        .filter(({ kind, running }) => kind === 'other-web-server' && running)
        .map(({ unit }) => unit);
      const nginxRuns = units.some(({ kind, running }) => kind === 'nginx' && running);
      const found = [
        ...others,
        ...(nginxRuns && !nginxIsOurs ? sites.nginx : []),
        ...(others.includes('apache2.service') ? sites.apache : []),
      ];
      if (found.length === 0) return good(nginxRuns ? 'nginx without sites of others' : 'none', needed);
      return {
        kind: 'must-fix',
        measured: found.join(', '),
        needed,
        why: [
          ...(others.length > 0 ? [`${listed(others)} answers on the ports that TeachTrack's nginx needs.`] : []),
          ...(nginxRuns && !nginxIsOurs && sites.nginx.length > 0
            ? ['nginx would serve TeachTrack only: these sites would no longer be reached.']
            : []),
        ],
        fix:
          others.length > 0
            ? `Use another server, or move those sites away and run: systemctl disable --now ${others[0]}.`
            : 'Use another server, or move those sites away and remove their files from /etc/nginx.',
      };
    });
  },
};
