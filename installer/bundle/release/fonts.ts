import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Compiled } from './programs.ts';

/** The font files that a JSON file of lists names by package and path, as `fonts/<file>`. */
export async function collectFonts(root: string, list: string): Promise<Compiled> {
  const named: unknown = JSON.parse(await readFile(join(root, list), 'utf8'));
  const paths = Object.values(named as Record<string, readonly string[]>).flat();
  const modules = paths.map((path) => join(root, 'node_modules', path));
  const files = await Promise.all(
    modules.map(async (module) => ({ path: `fonts/${basename(module)}`, data: await readFile(module) })),
  );
  return { files, modules };
}
