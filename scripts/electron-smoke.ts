import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { compileForElectron, makeAppFolder, makePages } from '../main/electron/packaging/app-folder.ts';
import { electronBinary, electronVersion } from '../main/electron/packaging/electron-binary.ts';

/** `npm run electron:smoke`: the real window. Without an Electron it says so and ends with 0, with `--required` with 1. */
const root = resolve(import.meta.dirname, '..');
const isRequired = process.argv.includes('--required');
const binary = electronBinary(root);

if (binary === undefined) {
  console.log(`
  ************************************************************************
  *  SKIPPED: the real window was NOT tested.                            *
  *  There is no Electron ${electronVersion(root).padEnd(8)} on this machine. Where there is       *
  *  internet: npx install-electron, then npm run electron:smoke.        *
  ************************************************************************
`);
  process.exitCode = isRequired ? 1 : 0;
} else {
  const folder = join(root, 'dist/desktop/smoke');
  await makeAppFolder(root, folder, { version: '0.0.0', homepage: '', pages: await makePages(root) });
  const entry = join(folder, 'smoke.cjs');
  await compileForElectron(root, { from: 'test/main/electron/smoke/entry.ts', to: entry, version: '0.0.0' });
  const isHeadless = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  const command = isHeadless ? ['xvfb-run', '--auto-servernum', binary.program, entry] : [binary.program, entry];
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: 'inherit' });
  child.on('error', (error) => console.error(`${program} cannot be started: ${error.message}`));
  const [code] = (await once(child, 'close')) as [number | null];
  process.exitCode = code ?? 1;
}
