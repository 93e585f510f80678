import { ProvisionError } from '../../model/error.ts';
import type { Plan } from '../../model/plan.ts';
import type { StagedBundle } from '../../model/step.ts';
import { backPlan, upgradePlan } from '../../upgrade/plan.ts';
import { compareVersions } from '../../upgrade/version-path.ts';
import { type Command, needed, textOf, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { installedVersion } from '../installed.ts';
import { bundleAt, installPlan, uninstallPlan } from '../planning.ts';
import { parseWanted } from '../wanted-schema.ts';

export const plan: Command = {
  name: 'plan',
  usage:
    '--wanted FILE|- [--bundle DIR] | --kind uninstall [--remove-data] | --kind upgrade --bundle DIR | --kind back  [--json]',
  summary: 'what an install, an upgrade, going back from one, or an uninstall would do; changes nothing',
  options: {
    wanted: { type: 'string' },
    bundle: { type: 'string' },
    kind: { type: 'string', default: 'install' },
    'remove-data': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(world, flags) {
    let made: Plan;
    if (flags['kind'] === 'uninstall') made = await uninstallPlan(world, flags['remove-data'] === true);
    else if (flags['kind'] === 'install') {
      const wanted = parseWanted(await textOf(world, needed(flags, 'wanted')));
      const bundle = bundleAt(needed(flags, 'bundle'));
      requireNoUpgrade(bundle);
      made = await installPlan(world, wanted, bundle);
    } else if (flags['kind'] === 'upgrade') made = await upgradePlan(world, bundleAt(needed(flags, 'bundle')));
    else if (flags['kind'] === 'back') made = await backPlan(world);
    else throw usage('--kind is install, upgrade, back or uninstall.');
    world.out(flags['json'] === true ? JSON.stringify(made) : planLines(made).join('\n'));
    return exitCodes.ok;
  },
};

/** An earlier release is planned for by the engine of a newer one, on the way back. */
function requireNoUpgrade({ version }: StagedBundle): void {
  const installed = installedVersion();
  if (installed === undefined || compareVersions(version, installed) <= 0) return;
  throw new ProvisionError({
    code: 'TT-VERSION-01',
    message: `TeachTrack ${installed} is installed, and this bundle is ${version}: put it on the server with “teachtrack upgrade”, which keeps a copy to go back to.`,
  });
}

function planLines(made: Plan): readonly string[] {
  if (made.steps.length === 0) return ['Nothing to do.'];
  const seconds = made.steps.reduce((sum, step) => sum + step.seconds, 0);
  return [
    ...made.steps.map(({ step, title, changes }) => `${step}: ${title} (${changes.length} changes)`),
    `${made.steps.length} steps, about ${seconds} s. ${made.satisfied.length} are done already.`,
  ];
}
