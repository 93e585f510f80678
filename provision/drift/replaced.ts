import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurable } from '../engine/durable.ts';
import { layout } from '../layout.ts';
import type { StepContext } from '../model/step.ts';
import type { DriftItem } from './drift.ts';

/** How many times of putting back are remembered. */
const kept = 20;

/**
 * Copies what somebody wrote before ours takes its place; nobody's work is lost by a click. Gives the folder, or undefined
 * when there was no file to copy. Secrets are not copied.
 */
export async function keepReplaced(
  { transport }: Pick<StepContext, 'transport'>,
  items: readonly Pick<DriftItem, 'id' | 'kind' | 'diff'>[],
  { root = `${layout.drift}/replaced`, now = new Date() } = {},
): Promise<string | undefined> {
  const folder = join(root, now.toISOString().replaceAll(':', ''));
  const paths = items.flatMap(({ id, kind, diff }) =>
    kind === 'file' && diff !== undefined ? [id.slice('file:'.length)] : [],
  );
  let copied = 0;
  for (const path of paths) {
    const content = await transport.readFile(path, { asRoot: true });
    if (content === undefined) continue;
    writeDurable(join(folder, path), Buffer.from(content).toString('utf8'));
    copied += 1;
  }
  if (copied === 0) return undefined;
  forgetOld(root);
  return folder;
}

function forgetOld(root: string): void {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(root).sort().slice(0, -kept))
    rmSync(join(root, name), { recursive: true, force: true });
}
