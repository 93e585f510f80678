import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as electron from 'electron';
import { Client } from 'ssh2';
import { createSession } from '../../../../installer/session/session.ts';
import { start } from '../../../../main/electron/start.ts';
import { en } from '../../../../main/electron/words/en.ts';
import { algorithms } from '../../../../provision/transport/ssh-algorithms.ts';

/**
 * Runs inside a real Electron: the shell as it is shipped, then what only the real thing can show. Prints a line for every
 * check; ends with 0 only when all hold. `npm run electron:smoke` compiles it beside the packed program's files.
 */
const { app, BrowserWindow, safeStorage } = electron;
const folder = import.meta.dirname;
let failed = 0;

void main().catch((error: unknown) => {
  console.log(`FAILED  the smoke test itself: ${String(error)}`);
  app.exit(1);
});

async function main(): Promise<void> {
  app.setPath('userData', join(folder, 'user-data'));
  await start({
    electron,
    pages: join(folder, 'renderer'),
    preload: join(folder, 'preload.cjs'),
    createSession: (host) => createSession({ host, program: folder }),
    hasAgent: false,
    words: en,
    platform: process.platform,
    argv: [],
    program: process,
  });
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) throw new Error('no window was opened');
  const inPage = <T>(code: string): Promise<T> => window.webContents.executeJavaScript(code);

  await until(() => inPage<boolean>("document.querySelector('h1') !== null"));
  check('the window is open and shows its page', window.isVisible());
  const settings: unknown = Reflect.get(window.webContents, 'getLastWebPreferences')?.call(window.webContents);
  check('the sandbox is on', Reflect.get(Object(settings), 'sandbox') === true);
  check('contexts are isolated', Reflect.get(Object(settings), 'contextIsolation') === true);
  const globals = await inPage<string[]>(
    "['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window)",
  );
  check(
    `the page finds nothing of Node or Electron${globals.length === 0 ? '' : `: ${globals.join(', ')}`}`,
    globals.length === 0,
  );
  check('the preload gives one thing', (await inPage<string>('Object.keys(window.teachtrackWire).join()')) === 'open');
  check('the policy refuses a request', await inPage("fetch('https://example.com').then(() => false, () => true)"));
  check('no second window comes', await inPage<boolean>("window.open('https://example.com') === null"));
  await inPage("location.href = 'https://example.com/'; 0").catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 500));
  check('the page stays where it is', window.webContents.getURL().startsWith('app://installer/index.html'));
  check('own scripts may run under the policy', (await inPage<string>('document.body.innerText')).length > 20);

  check('ssh2 takes our ciphers and keys with this cryptography', takesAlgorithms());
  if (safeStorage.isEncryptionAvailable()) {
    const text = 'kept secret ✓';
    check(
      'the key store gives back what it was given',
      safeStorage.decryptString(safeStorage.encryptString(text)) === text,
    );
  } else {
    console.log('SKIPPED the key store: this machine has none');
  }
  const picture = join(folder, 'window.png');
  writeFileSync(picture, (await window.webContents.capturePage()).toPNG());
  console.log(`picture ${picture}`);
  app.exit(failed === 0 ? 0 : 1);
}

function check(what: string, isSo: boolean): void {
  if (!isSo) failed += 1;
  console.log(`${isSo ? 'ok     ' : 'FAILED '} ${what}`);
}

/** ssh2 looks at the names before it connects, and throws when the cryptography below has not got one. */
function takesAlgorithms(): boolean {
  const client = new Client();
  client.on('error', () => undefined);
  try {
    client.connect({ host: '127.0.0.1', port: 9, username: 'nobody', algorithms: algorithms() });
    return true;
  } catch (error) {
    console.log(`        ${String(error)}`);
    return false;
  } finally {
    client.destroy();
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const endMs = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > endMs) throw new Error('the page did not come within 30 seconds');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
