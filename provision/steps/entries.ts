import { layout } from '../layout.ts';
import type { StepContext } from '../model/step.ts';
import { masksFolder } from '../ops/apt/masks.ts';
import { packageData } from '../ops/data-directory.ts';
import { type Entry, type Inventory, inventory } from '../ops/inventory.ts';
import { tuningFiles } from '../tuning/catalogue.ts';
import { inputsOf } from './inputs.ts';
import { passOf } from './pass.ts';
import { marks, nginxPage, secretNames, secretPath } from './readings.ts';

/** Looks at the paths. Those that most steps are about are looked at together, once in a pass. */
export async function entriesOf(context: StepContext, paths: readonly string[]): Promise<Inventory> {
  const pass = passOf(context);
  const watched = await pass.reading('watched paths', () => watchedPaths(context));
  const seen = await pass.reading('entries', () => inventory(context, [...watched]));
  const found = new Map<string, Entry>();
  await Promise.all(
    paths.map(async (path) => {
      const alone = () => pass.reading(`entry ${path}`, async () => (await inventory(context, [path])).get(path));
      const entry = watched.has(path) ? seen.get(path) : await alone();
      if (entry !== undefined) found.set(path, entry);
    }),
  );
  return found;
}

async function watchedPaths(context: StepContext): Promise<ReadonlySet<string>> {
  const input = await inputsOf(context);
  return new Set([
    ...Object.values(layout),
    ...tuningFiles.map((file) => file.path(input)),
    ...secretNames.map(secretPath),
    masksFolder,
    ...Object.values(marks),
    ...['/var/www', nginxPage, ...packageData],
    ...['/opt/teachtrack', '/etc/teachtrack/nginx', `${layout.backups}/files`, `${layout.tls}/ca.key`],
  ]);
}
