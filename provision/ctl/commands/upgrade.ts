import type { Plan } from '../../model/plan.ts';
import { exportWritten } from '../../upgrade/export.ts';
import { backPlan } from '../../upgrade/plan.ts';
import { type Preflight, preflight } from '../../upgrade/preflight.ts';
import { preview, previewLines } from '../../upgrade/preview.ts';
import { askNewer, stageHere } from '../../upgrade/stage-here.ts';
import { type Command, type Flags, needed } from '../command.ts';
import { stagedAt } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { originOr } from '../installed.ts';
import { bundleAt, requireFresh } from '../planning.ts';
import { startRun } from '../start.ts';
import type { World } from '../world.ts';

export const upgrade: Command = {
  name: 'upgrade',
  usage: '--bundle DIR [--yes] [--json] | --check --bundle DIR [--json] | --back [--preview|--export|--yes] [--json]',
  summary:
    'put a newer release on this server, or go back from the last upgrade; without --yes it only tells what it would do',
  options: {
    check: { type: 'boolean' },
    bundle: { type: 'string' },
    back: { type: 'boolean' },
    preview: { type: 'boolean' },
    export: { type: 'boolean' },
    yes: { type: 'boolean' },
    origin: { type: 'string' },
    json: { type: 'boolean' },
  },
  run(world, flags) {
    if (flags['back'] === true) return back(world, flags);
    return flags['check'] === true ? check(world, flags) : forward(world, flags);
  },
};

/** Used by the engine of the bundle itself. */
async function check(world: World, flags: Flags): Promise<number> {
  const found = await preflight(world, bundleAt(needed(flags, 'bundle')));
  world.out(flags['json'] === true ? JSON.stringify(found) : findingLines(found));
  // A program reads the answer; a person in a script, the exit code.
  return found.ok || flags['json'] === true ? exitCodes.ok : exitCodes.blocked;
}

async function forward(world: World, flags: Flags): Promise<number> {
  const isJson = flags['json'] === true;
  const { folder, suite, key } = await stageHere(world, needed(flags, 'bundle'));
  const found = JSON.parse(
    await askNewer(world, folder, { args: ['upgrade', '--check', '--bundle', folder] }),
  ) as Preflight;
  world.out(isJson ? JSON.stringify({ preflight: found }) : findingLines(found));
  if (!found.ok) return exitCodes.blocked;
  const plan = await askNewer(world, folder, { args: ['plan', '--kind', 'upgrade', '--bundle', folder] });
  const { steps } = JSON.parse(plan) as Plan;
  if (isJson) world.out(`{"plan":${plan}}`);
  else world.out(steps.length === 0 ? 'This version is installed already.' : planLines(steps));
  if (flags['yes'] !== true || steps.length === 0) return exitCodes.ok;
  const origin = JSON.stringify(originOr(world, flags));
  const args = ['start', '--plan', '-', '--bundle', folder, '--key', key, '--suite', suite, '--origin', origin];
  return told(world, isJson, (JSON.parse(await askNewer(world, folder, { args, stdin: plan })) as { run: string }).run);
}

async function back(world: World, flags: Flags): Promise<number> {
  const isJson = flags['json'] === true;
  if (flags['export'] === true) {
    const archive = await exportWritten(world);
    world.out(isJson ? JSON.stringify({ archive }) : archive);
    return exitCodes.ok;
  }
  const found = await preview(world);
  world.out(isJson ? JSON.stringify(found) : previewLines(found).join('\n'));
  if (flags['preview'] === true || flags['yes'] !== true) return exitCodes.ok;
  const plan = await backPlan(world);
  const bundle = stagedAt(world, plan.version);
  const origin = originOr(world, flags);
  return told(world, isJson, await startRun(world, { plan, origin, bundle }, () => requireFresh(world, plan, bundle)));
}

function told(world: World, isJson: boolean, run: string): number {
  world.out(isJson ? JSON.stringify({ run }) : `${run} has begun. Watch it with “teachtrackctl follow”.`);
  return exitCodes.ok;
}

function findingLines({ findings }: Preflight): string {
  return findings.map(({ name, ok, detail }) => `${ok ? 'ok' : 'NO'} ${name}: ${detail}`).join('\n');
}

function planLines(steps: Plan['steps']): string {
  return steps.map(({ step, title, changes }) => `${step}: ${title} (${changes.length} changes)`).join('\n');
}
