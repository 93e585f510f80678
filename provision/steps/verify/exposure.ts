import { z } from 'zod';
import type { Verification } from '../../engine/verify.ts';
import { must } from '../../ops/command.ts';

/** Of 10: what systemd thinks an attacker inside a service could still do. */
const most = 1.5;

/** They do as root what only root can, now and then, and listen to nobody: shut in as tightly as their work allows. */
const rootHelpers = /^teachtrack-(backup|certificate|drift|drill|requests|resume|revive)\.service$/;

const listed = z.array(z.looseObject({ unit: z.string(), exposure: z.string() }));

/** That each running service of ours is shut in. */
export const servicesAreShutIn: Verification = {
  name: 'Our services are shut in',
  async run(context) {
    const argv = ['systemd-analyze', 'security', '--no-pager', '--json=short'] as const;
    const { stdout } = await must(context, argv, { what: 'Asking systemd how exposed the services are' });
    // The unit of this very run is the installer, which has to be able to do everything, and is gone when it is done.
    const own = listed
      .parse(JSON.parse(stdout))
      .filter(({ unit }) => /^teachtrack-(?!run-)/.test(unit) && !rootHelpers.test(unit));
    const shown = own.map(({ unit, exposure }) => `${unit} ${exposure}`).join(', ');
    const ok = own.length > 0 && own.every(({ exposure }) => Number(exposure) <= most);
    return { ok, detail: `${shown || 'none of them runs'} (at most ${most} of 10)` };
  },
};
