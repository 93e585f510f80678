import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fakeElectron } from '../../../fake-electron/fake-electron.ts';
import type { FakePage } from '../../../fake-electron/page.ts';

/**
 * Runs a packed main program and its preload on plain Node: `node stand-in.ts <app folder> <user data>`. Electron is the
 * stand-in; everything else is what a school gets. Prints what the page would see, as one line of JSON.
 */
const [app = '', userData = ''] = process.argv.slice(2);
mkdirSync(userData, { recursive: true });
const fake = fakeElectron({ userData, isPackaged: true });
Object.assign(process, { resourcesPath: join(app, '..') });

const require = createRequire(import.meta.url);
const { Module } = require('node:module') as { Module: { _load: (...args: unknown[]) => unknown } };
const load = Module._load;
let page: FakePage | undefined;
Module._load = (request, ...rest) => (request === 'electron' ? (page ?? fake.electron) : load(request, ...rest));

require(join(app, 'main.cjs'));
fake.app.becomeReady();
await until(() => fake.windows[0] !== undefined);
const window = fake.windows[0];
if (window === undefined) throw new Error('no window was opened');
page = window.webContents.page;
require(String(window.options.webPreferences?.['preload']));

type Wire = { open(listener: object): { send(text: string): void } };
const texts: string[] = [];
const wire = page.world['teachtrackWire'] as Wire;
const opened = wire.open({ text: (text: string) => texts.push(text), closed: () => texts.push('closed') });
opened.send(JSON.stringify({ k: 'hello', channel: 1 }));
opened.send(JSON.stringify({ k: 'call', id: 1, name: 'host.capabilities', in: {} }));
opened.send(JSON.stringify({ k: 'call', id: 2, name: 'servers.list', in: {} }));
await until(() => texts.length >= 3);
const answer = await fake.answers.get('app')?.(new Request('app://installer/index.html'));
const html = (await answer?.text()) ?? '';
console.log(JSON.stringify({ calls: window.calls, texts, title: /<title>(.*?)<\/title>/.exec(html)?.[1] }));
fake.app.quit();
await until(() => fake.app.exitCode !== undefined);
process.exit(fake.app.exitCode);

async function until(isSo: () => boolean): Promise<void> {
  const endMs = Date.now() + 120_000;
  while (!isSo()) {
    if (Date.now() > endMs) throw new Error('waited two minutes for nothing');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
