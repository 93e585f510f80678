import { digestOf } from '../engine/canonical.ts';
import { concurrently } from '../engine/concurrently.ts';
import { inOrder } from '../engine/order.ts';
import type { Change } from '../model/change.ts';
import { asProvisionError } from '../model/error.ts';
import type { Step, StepCheck, StepContext } from '../model/step.ts';
import { run } from '../ops/command.ts';
import { sha256 } from '../ops/file.ts';
import { entriesOf } from '../steps/entries.ts';
import { inputsOf } from '../steps/inputs.ts';
import { type Accepted, decisionsOf, keptPath } from '../steps/kept.ts';
import { unitsOf } from '../steps/readings.ts';
import { tuningFiles } from '../tuning/catalogue.ts';
import { type Drift, type DriftItem, type KeptItem, type NotChecked, summed } from './drift.ts';
import { itemOf, maskedItem } from './items.ts';
import { changedReleaseFiles } from './release.ts';

/** As many as the planner does: checks only read, and more only queue for the processor. */
const checksAtOnce = 4;

type Looked = { readonly step: Step; readonly check?: StepCheck; readonly why?: string };

/** Asks every step whether the server still is as it was set up. Writes nothing. */
export async function lookForDrift(steps: readonly Step[], context: StepContext): Promise<Drift> {
  const began = Date.now();
  const looked = await concurrently(inOrder(steps), checksAtOnce, (step) => look(step, context));
  const masked = await maskedUnits(context);
  const found = await Promise.all(
    looked.map(async ({ step, check }) =>
      check?.kind === 'pending' ? itemsOf(step, check.changes, masked, context) : [],
    ),
  );
  const lifted = masked.map((name) => maskedItem(stepOfUnit(steps, looked, name), name));
  const { accepted } = await decisionsOf(context);
  const items = [...found.flat(), ...lifted].map((item) => withDecision(item, accepted));
  const notChecked = looked.flatMap(({ step, why }): readonly NotChecked[] => {
    if (why === undefined) return [];
    const isExplained = masked.some((name) => why.includes(name));
    return [{ step: step.id, title: step.title, why, ...(isExplained ? { explained: true } : {}) }];
  });
  const kept = await keptItems(context);
  const all = { items, kept, notChecked };
  return { at: new Date().toISOString(), ...summed(all), ...all, lookedMs: Date.now() - began };
}

async function look(step: Step, context: StepContext): Promise<Looked> {
  try {
    return { step, check: await step.check(context) };
  } catch (thrown) {
    const { code, message } = asProvisionError(thrown);
    return { step, why: `${code}: ${message}` };
  }
}

async function itemsOf(
  step: Step,
  changes: readonly Change[],
  masked: readonly string[],
  context: StepContext,
): Promise<readonly DriftItem[]> {
  const shown = changes.filter((change) => change.kind !== 'unit' || !masked.includes(change.name));
  const paths = shown.flatMap((change) => (change.kind === 'file' ? [change.path] : []));
  const entries = await entriesOf(context, paths);
  return Promise.all(
    shown.map(async (change) => {
      const entry = change.kind === 'file' ? entries.get(change.path) : undefined;
      const item = itemOf(step, change, JSON.stringify(entry ?? null));
      if (item.kind !== 'release') return item;
      const files = await changedReleaseFiles(context);
      return { ...item, diff: files.join('\n'), digest: digestOf({ files }) };
    }),
  );
}

async function maskedUnits(context: StepContext): Promise<readonly string[]> {
  const units = await unitsOf(context);
  const { database } = await inputsOf(context);
  const other = database.product === 'mariadb' ? 'mysql.service' : 'mariadb.service';
  return [...units.values()]
    .filter(({ name }) => name !== 'redis-server.service' && name !== other)
    .filter(({ loadState, fileState }) => loadState === 'masked' || fileState.startsWith('masked'))
    .map(({ name }) => name);
}

/** The step that refused the unit, or named it; otherwise the one that starts the appliance. */
function stepOfUnit(steps: readonly Step[], looked: readonly Looked[], name: string): Step {
  const refuses = (one: Looked) => one.why?.includes(name) === true;
  const names = (one: Looked) =>
    one.check?.kind === 'pending' && one.check.changes.some((change) => change.kind === 'unit' && change.name === name);
  const step =
    (looked.find(refuses) ?? looked.find(names))?.step ??
    steps.find(({ id }) => id === 'appliance/running') ??
    steps[0];
  if (step === undefined) throw new Error('there are no steps');
  return step;
}

function withDecision(item: DriftItem, accepted: readonly Accepted[]): DriftItem {
  const decision = accepted.find((one) => one.item === item.id && one.digest === item.digest);
  if (decision === undefined) return item;
  const { by, at, reason } = decision;
  return { ...item, accepted: { by, at, reason } };
}

async function keptItems(context: StepContext): Promise<readonly KeptItem[]> {
  const { kept } = await decisionsOf(context);
  if (kept.length === 0) return [];
  const input = await inputsOf(context);
  const ours = new Map(tuningFiles.map((file) => [file.path(input), file.render(input)]));
  return Promise.all(
    kept.map(async ({ path, step, by, at, ours: then }) => {
      const content = ours.get(path) ?? '';
      const labels = ['--label', `${path} (ours)`, '--label', `${path} (kept)`];
      const argv = ['diff', '-u', ...labels, '--', '-', keptPath(path)] as const;
      const { stdout, exitCode } = await run(context, argv, { stdin: content });
      return { path, step, by, at, oursChanged: sha256(content) !== then, diff: exitCode <= 1 ? stdout : '' };
    }),
  );
}
