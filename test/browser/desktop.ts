import { resolve } from 'node:path';
import { build } from 'esbuild';
import type { FakeElectron } from '../fake-electron/fake-electron.ts';
import { type Browser, type Looks, openBrowser } from './browser.ts';

export type Desktop = Browser & {
  /** What the browser complained of: a broken policy, a missing file, a script's error. */
  readonly problems: string[];
};

/** Chromium knows no `app://`; its requests for this host are handed to the shell's own answer. */
const place = 'https://installer.test';
const root = resolve(import.meta.dirname, '../..');

/**
 * Shows the shell's page in a real Chromium: pages, headers and policy come from the shell's own protocol, the preload is
 * the real one, and every message crosses the stand-in's IPC.
 */
export async function showDesktop(fake: FakeElectron, looks: Looks): Promise<Desktop> {
  const { windows, answers } = fake;
  const answer = answers.get('app');
  const contents = windows[0]?.webContents;
  if (contents === undefined || answer === undefined) throw new Error('the shell has no window to show');
  const browser = await openBrowser(looks);
  const { page } = browser;
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));

  await page.route('**/*', async (route) => {
    const response = await answer(new Request(route.request().url().replace(place, 'app://installer')));
    const body = Buffer.from(await response.arrayBuffer());
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  });
  await page.exposeFunction('toMain', (channel: string, args: unknown[]) =>
    contents.page.ipcRenderer.send(channel, ...args),
  );
  const listen = () => {
    for (const channel of ['wire:text', 'wire:close']) {
      contents.page.ipcRenderer.on(channel, (_event, ...args) => {
        const tell = ([name, rest]: [string, unknown[]]) => Reflect.get(window, 'fromMain')(name, rest);
        // A page that is just being reloaded hears nothing, as in reality.
        void page.evaluate(tell, [channel, args] as [string, unknown[]]).catch(() => undefined);
      });
    }
  };
  listen();
  contents.on('fresh-page', listen);
  contents.on('did-start-navigation', ({ url, isSameDocument }: { url: string; isSameDocument: boolean }) => {
    if (isSameDocument) void page.evaluate((hash) => location.assign(hash), url.slice(url.indexOf('#')));
    else void page.reload();
  });
  await page.addInitScript({ content: `{ ${electronOfPreload}\n${await preload()} }` });
  await page.goto(contents.mainFrame.url.replace('app://installer', place));
  return { ...browser, problems };
}

/** What `require('electron')` gives in a sandboxed preload, over the two functions above. */
const electronOfPreload = `
  const heard = new Map();
  window.fromMain = (channel, args) => heard.get(channel)?.forEach((listener) => listener({}, ...args));
  const module = { exports: {} };
  const require = (name) => {
    if (name !== 'electron') throw new Error('a sandboxed preload has no ' + name);
    return {
      contextBridge: { exposeInMainWorld: (name, value) => Object.defineProperty(window, name, { value: Object.freeze(value) }) },
      ipcRenderer: {
        on: (channel, listener) => heard.set(channel, [...(heard.get(channel) ?? []), listener]),
        send: (channel, ...args) => void window.toMain(channel, args),
      },
    };
  };`;

async function preload(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['main/electron/preload.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: ['electron'],
  });
  return outputFiles[0]?.text ?? '';
}
