import { systemd } from '../facts/systemd.ts';
import type { Requirement } from '../model/requirement.ts';
import { good, known, listed } from './words.ts';

/** The first version whose sandboxing and credentials our units use. */
const leastVersion = 250;

export const systemdRunning: Requirement = {
  id: 'systemd-running',
  topic: 'server',
  title: 'Service manager',
  severity: 'block',
  overridable: false,
  facts: [systemd],
  judge(facts) {
    const needed = `systemd ${leastVersion} or newer, running`;
    return known(facts, [systemd], { needed }, (found) => {
      if (found === undefined)
        return {
          kind: 'must-fix',
          measured: 'systemd does not run this machine',
          needed,
          why: ['This is a container for a single program, not a whole server.'],
          fix: 'Use a server or virtual machine with a normally installed Debian.',
        };
      const { version, state, failedUnits } = found;
      const measured = `systemd ${version}, ${state}`;
      if (version < leastVersion)
        return { kind: 'must-fix', measured, needed, why: ['The system is too old.'], fix: 'Install a newer Debian.' };
      if (failedUnits.length > 0)
        return {
          kind: 'could-be-better',
          measured: `${measured}; failed: ${listed(failedUnits)}`,
          needed,
          why: ['A service of this server, not one of ours, did not start.'],
          fix: `See why with: systemctl status ${failedUnits[0]}. The install does not depend on it.`,
        };
      if (state !== 'running' && state !== 'degraded')
        return {
          kind: 'could-be-better',
          measured,
          needed,
          why: [state === 'starting' ? 'The server is still starting.' : 'The server is not in normal operation.'],
          fix: 'Wait a minute and check again.',
        };
      return good(measured, needed);
    });
  },
};
