import { verifyStaged } from '../../bundle/staged.ts';
import type { Origin } from '../../model/journal.ts';
import type { Plan } from '../../model/plan.ts';
import type { StagedBundle } from '../../model/step.ts';
import { type Command, type Flags, needed, text, textOf, usage } from '../command.ts';
import { stagedAt } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { bundleAt, parsePlan, requireFresh, uninstallPlan } from '../planning.ts';
import { originSchema } from '../run-folder.ts';
import { startRun } from '../start.ts';
import { parsed } from '../wanted-schema.ts';
import type { World } from '../world.ts';

const common = { origin: { type: 'string' }, json: { type: 'boolean' } } as const;

export const start: Command = {
  name: 'start',
  usage: '--plan FILE|- --origin JSON [--bundle DIR] [--key FILE --suite NAME] [--json]',
  summary:
    'start the run of a plan in a unit of its own and print its id; with --key, check the bundle’s signature first',
  options: {
    ...common,
    plan: { type: 'string' },
    bundle: { type: 'string' },
    key: { type: 'string' },
    suite: { type: 'string' },
  },
  async run(world, flags) {
    const plan = parsePlan(await textOf(world, needed(flags, 'plan')));
    const folder = text(flags, 'bundle');
    const bundle = folder === undefined ? stagedAt(world, plan.version) : bundleAt(folder);
    return begin(world, flags, plan, bundle);
  },
};

export const uninstall: Command = {
  name: 'uninstall',
  usage: '[--plan FILE|-] [--remove-data] --origin JSON [--json]',
  summary: 'start putting the server back as it was; data is kept without --remove-data',
  options: { ...common, plan: { type: 'string' }, 'remove-data': { type: 'boolean' } },
  async run(world, flags) {
    const source = text(flags, 'plan');
    const plan =
      source === undefined
        ? await uninstallPlan(world, flags['remove-data'] === true)
        : parsePlan(await textOf(world, source));
    if (plan.kind !== 'uninstall') throw usage('This is not the plan of an uninstall.');
    return begin(world, flags, plan, stagedAt(world, plan.version));
  },
};

async function begin(world: World, flags: Flags, plan: Plan, bundle: StagedBundle): Promise<number> {
  const origin = originOf(flags);
  const run = await startRun(world, { plan, origin, bundle }, async () => {
    await verifyBundle(world, flags, bundle);
    await requireFresh(world, plan, bundle);
  });
  world.out(flags['json'] === true ? JSON.stringify({ run }) : run);
  return exitCodes.ok;
}

async function verifyBundle(world: World, flags: Flags, bundle: StagedBundle): Promise<void> {
  const key = text(flags, 'key');
  if (key === undefined) return;
  await verifyStaged(bundle.path, { publicKeyPem: await textOf(world, key), suite: needed(flags, 'suite') });
}

function originOf(flags: Flags): Origin {
  return parsed(originSchema, needed(flags, 'origin'), '--origin');
}
