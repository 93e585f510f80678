import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext, UndoContext } from '../../model/step.ts';
import { must, script } from '../../ops/command.ts';
import {
  directoryChange,
  makeDirectory,
  removeEmptyDirectory,
  removeTree,
  type WantedDirectory,
} from '../../ops/directory.ts';
import { inventory } from '../../ops/inventory.ts';
import { entriesOf } from '../entries.ts';
import { marks } from '../readings.ts';
import { checked } from '../satisfied.ts';

const root = { owner: 'root', group: 'root' } as const;

/** In the order they are made; removed in the opposite order. */
export const folders: readonly WantedDirectory[] = [
  { path: '/opt/teachtrack', mode: 0o755, ...root },
  { path: layout.releases, mode: 0o755, ...root },
  { path: layout.settings, mode: 0o755, ...root },
  { path: layout.secrets, mode: 0o700, ...root },
  { path: layout.alertSecrets, mode: 0o700, ...root },
  { path: layout.tls, mode: 0o755, ...root },
  { path: '/etc/teachtrack/nginx', mode: 0o755, ...root },
  { path: layout.state, mode: 0o755, ...root },
  { path: layout.backups, mode: 0o700, ...root },
  { path: `${layout.backups}/files`, mode: 0o700, ...root },
  { path: layout.documents, mode: 0o750, owner: 'teachtrack', group: 'teachtrack' },
  // Files made in it belong to its group, which may read them.
  { path: layout.stateFiles, mode: 0o2755, owner: 'root', group: 'teachtrack' },
  { path: layout.requests, mode: 0o700, owner: 'teachtrack', group: 'teachtrack' },
];

const mark = marks.folders;

export const osFolders: Step = {
  id: 'os/folders',
  title: 'Folders of TeachTrack',
  needs: ['os/account'],
  seconds: 1,
  keepsData: true,
  async check(context) {
    const entries = await entriesOf(context, [...folders.map(({ path }) => path), mark]);
    if (!entries.has(mark)) await refuseForeign(context);
    const changes = folders.map((folder) => directoryChange(folder, entries.get(folder.path)));
    const made = Object.fromEntries(folders.map(({ path }) => [path, !entries.has(path)]));
    const missing = entries.has(mark) ? undefined : ({ kind: 'file', path: mark, action: 'create' } as const);
    return checked([...changes, missing], made, [`${folders.length} folders with their owners and modes`]);
  },
  async apply(context) {
    for (const folder of folders) await makeDirectory(context, folder);
    await context.transport.writeFile(mark, '', { mode: 0o644, asRoot: true });
  },
  async undo(context, receipt) {
    if (context.removeData) await removeTree(context, layout.documents);
    // Every step that keeps copies here was undone before this one: the originals are back where they belong.
    for (const copies of ['files', 'previous']) await removeTree(context, `${layout.backups}/${copies}`);
    // What was known about a server that does not run any more is no data.
    for (const ours of [layout.stateFiles, layout.monitor, layout.requests]) await removeTree(context, ours);
    if (context.removeData) {
      await removeTree(context, layout.alertSecrets);
      await must(context, ['rm', '-f', '--', layout.alertSettings], { what: `Removing ${layout.alertSettings}` });
    }
    for (const { path } of [...folders].reverse())
      if (receipt[path] === true && path !== layout.state) await removeEmptyDirectory(context, path);
    if (!(await hasData(context))) await must(context, ['rm', '-f', '--', mark], { what: `Removing ${mark}` });
  },
};

async function hasData(context: UndoContext): Promise<boolean> {
  const left = await inventory(context, [layout.documents, layout.secrets]);
  return left.size > 0;
}

async function refuseForeign(context: StepContext): Promise<void> {
  const listing = 'for dir; do [ ! -d "$dir" ] || find "$dir" -mindepth 1 -maxdepth 1 ! -name appliance.json; done';
  const { stdout } = await must(context, script(listing, layout.settings, '/opt/teachtrack'), {
    what: 'Looking for an earlier installation',
  });
  const found = stdout.split('\n').filter((line) => line !== '');
  if (found.length === 0) return;
  throw new ProvisionError({
    code: 'TT-DATA-01',
    message: `${found[0]} is there already and was not made by this installer. Move it away, or choose another server.`,
    evidence: found.slice(0, 10),
  });
}
