import type { Plan } from '../../model/plan.ts';
import { type Command, needed, textOf, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { bundleAt, installPlan, uninstallPlan } from '../planning.ts';
import { parseWanted } from '../wanted-schema.ts';

export const plan: Command = {
  name: 'plan',
  usage: '--wanted FILE|- [--bundle DIR] | --kind uninstall [--remove-data]  [--json]',
  summary: 'what an install or an uninstall would do; changes nothing',
  options: {
    wanted: { type: 'string' },
    bundle: { type: 'string' },
    kind: { type: 'string', default: 'install' },
    'remove-data': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(world, flags) {
    let made: Plan;
    if (flags['kind'] === 'uninstall') made = uninstallPlan(world, flags['remove-data'] === true);
    else if (flags['kind'] === 'install') {
      const wanted = parseWanted(await textOf(world, needed(flags, 'wanted')));
      made = await installPlan(world, wanted, bundleAt(needed(flags, 'bundle')));
    } else throw usage('--kind is install or uninstall.');
    world.out(flags['json'] === true ? JSON.stringify(made) : planLines(made).join('\n'));
    return exitCodes.ok;
  },
};

function planLines(made: Plan): readonly string[] {
  if (made.steps.length === 0) return ['Nothing to do.'];
  const seconds = made.steps.reduce((sum, step) => sum + step.seconds, 0);
  return [
    ...made.steps.map(({ step, title, changes }) => `${step}: ${title} (${changes.length} changes)`),
    `${made.steps.length} steps, about ${seconds} s. ${made.satisfied.length} are done already.`,
  ];
}
