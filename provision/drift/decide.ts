import { rmSync } from 'node:fs';
import { writeDurable } from '../engine/durable.ts';
import { ProvisionError } from '../model/error.ts';
import type { Step, StepContext } from '../model/step.ts';
import { sha256 } from '../ops/file.ts';
import { inputsOf } from '../steps/inputs.ts';
import { type Decisions, decisionsOf, decisionsPath, keptPath } from '../steps/kept.ts';
import { passOf } from '../steps/pass.ts';
import { tuningFiles } from '../tuning/catalogue.ts';
import type { Drift, DriftItem } from './drift.ts';

/** The item a person means by its id, or by the path or the unit alone. Rejects with TT-ANSWERS-01. */
export function itemMeant({ items }: Pick<Drift, 'items'>, wish: string): DriftItem {
  const exact = items.find(({ id }) => id === wish);
  const loose = items.filter(({ id }) => id.split(':').includes(wish));
  const [found] = exact === undefined ? loose : [exact];
  if (found !== undefined && (exact !== undefined || loose.length === 1)) return found;
  const message =
    loose.length > 1
      ? `${wish} is the name of ${loose.length} differences: say which.`
      : `${wish} is not among what differs from how this server was set up.`;
  const all = loose.length > 1 ? loose : items;
  throw new ProvisionError({ code: 'TT-ANSWERS-01', message, evidence: all.slice(0, 20).map(({ id }) => id) });
}

/**
 * Keeps the file as it is now, after the program that reads it has said that it takes it; later installs and upgrades
 * put this one back instead of ours. Rejects with TT-CONFIG-01 when it is refused, TT-ANSWERS-01 when it cannot be kept.
 */
export async function keepTheirs(
  context: StepContext,
  steps: readonly Step[],
  item: DriftItem,
  by: string,
): Promise<string> {
  const path = item.id.slice(item.id.indexOf(':') + 1);
  const changeable = steps.find(({ id }) => id === item.step)?.changeable;
  if (!item.choices.includes('keep') || changeable === undefined)
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: `${item.id} cannot be kept: no program can say whether it is right. Put ours back, or accept it with a reason.`,
    });
  const bytes = await context.transport.readFile(path, { asRoot: true });
  if (bytes === undefined) throw new ProvisionError({ code: 'TT-FILE-03', message: `${path} is missing.` });
  const content = Buffer.from(bytes).toString('utf8');
  await changeable.tryOut(context, { path, content });
  const input = await inputsOf(context);
  const ours = tuningFiles.find((file) => file.path(input) === path)?.render(input) ?? '';
  // The copy first: a record without its copy counts for nothing, and a copy without a record neither.
  writeDurable(keptPath(path), content);
  const record = { path, step: item.step, sha256: sha256(bytes), ours: sha256(ours), by, at: new Date().toISOString() };
  await decide(context, ({ kept, accepted }) => ({
    kept: [...kept.filter((one) => one.path !== path), record],
    accepted: accepted.filter((one) => one.item !== item.id),
  }));
  return path;
}

export async function accept(
  context: StepContext,
  item: DriftItem,
  decision: { readonly by: string; readonly reason: string },
): Promise<void> {
  const record = { item: item.id, digest: item.digest, at: new Date().toISOString(), ...decision };
  await decide(context, ({ kept, accepted }) => ({
    kept,
    accepted: [...accepted.filter((one) => one.item !== item.id), record],
  }));
}

/** Takes a decision back: by the item's id or the kept file's path. Rejects with TT-ANSWERS-01 when there is none. */
export async function forgetDecision(context: StepContext, wish: string): Promise<void> {
  const path = wish.replace(/^file:/, '');
  const isMeant = (item: string) => item === wish || item.split(':').includes(wish);
  const { kept, accepted } = await decisionsOf(context);
  if (!kept.some((one) => one.path === path) && !accepted.some((one) => isMeant(one.item)))
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: `Nothing was decided about ${wish}.`,
      evidence: [...kept.map((one) => one.path), ...accepted.map((one) => one.item)],
    });
  await decide(context, (now) => ({
    kept: now.kept.filter((one) => one.path !== path),
    accepted: now.accepted.filter((one) => !isMeant(one.item)),
  }));
  rmSync(keptPath(path), { force: true });
}

async function decide(context: StepContext, change: (now: Decisions) => Decisions): Promise<void> {
  const changed = change(await decisionsOf(context));
  writeDurable(decisionsPath, `${JSON.stringify(changed, null, 1)}\n`);
  passOf(context).forget();
}
