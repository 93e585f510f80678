import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { type StartedShell, settled, startedShell, type Wish, wireOf } from './world.ts';

let shell: StartedShell;
const started = async (wish?: Wish) => {
  shell = await startedShell(wish);
  return shell;
};
afterEach(() => shell.remove());

describe('starting', () => {
  test('opens one window behind every wall and shows it with its first picture', async () => {
    const { app, windows, schemes, window } = await started();
    expect(windows).toHaveLength(1);
    expect(app.calls).toContain('enableSandbox');
    expect(schemes).toEqual(['app {"standard":true,"secure":true}']);
    expect(window.options.webPreferences).toMatchObject({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    });
    expect(window.calls).toEqual(['loadURL app://installer/index.html', 'show']);
  });

  test('the page comes from app:// and from nowhere else', async () => {
    const { answers, session } = await started();
    const page = await answers.get('app')?.(new Request('app://installer/index.html'));
    expect(await page?.text()).toContain('<title>page</title>');
    expect(await session.isLoaded('app://installer/assets/main.js')).toBe(true);
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'ws://10.0.0.5/',
      'data:text/html,x',
    ]) {
      expect(await session.isLoaded(url)).toBe(false);
    }
  });

  test('a second instance tells the first and ends', async () => {
    const second = await started({ isOnlyInstance: false });
    expect(second.windows).toEqual([]);
    expect(second.app.exitCode).toBe(0);
    second.remove();
    const first = await started();
    first.window.minimize();
    first.app.emit('second-instance', {}, ['/app/teachtrack']);
    expect(first.windows).toHaveLength(1);
    expect(first.window.isMinimized()).toBe(false);
    expect(first.window.calls.slice(-1)).toEqual(['focus']);
  });

  test.each(['remote-debugging-port', 'remote-debugging-pipe', 'inspect'])(
    'refuses --%s when packaged',
    async (name) => {
      const { app, windows } = await started({ isPackaged: true, switches: [name] });
      expect([app.exitCode, windows.length]).toEqual([2, 0]);
    },
  );

  test('a program without its page says so and ends', async () => {
    const { laptop, app, windows } = await started({ withPage: false });
    expect(laptop.shown).toMatchObject([{ kind: 'error', title: 'TeachTrack Installer is damaged' }]);
    expect([app.exitCode, windows.length]).toEqual([1, 0]);
  });

  test('the ground is the system’s light or dark from the start, and follows it', async () => {
    const { window, laptop } = await started({
      prepare: ({ laptop: one }) => {
        one.isDark = true;
      },
    });
    expect(laptop.nativeTheme.themeSource).toBe('system');
    const dark = window.options['backgroundColor'];
    laptop.isDark = false;
    laptop.nativeTheme.emit('updated');
    expect(window.calls.at(-1)).toMatch(/^setBackgroundColor #/);
    expect(window.calls.at(-1)).not.toContain(String(dark));
    shell.host.setLook?.('dark');
    expect(laptop.nativeTheme.themeSource).toBe('dark');
    window.close();
    expect(laptop.nativeTheme.listenerCount('updated')).toBe(0);
  });
});

describe('the window', () => {
  test('comes up where it was left, and where it can be seen', async () => {
    const prepare: Wish['prepare'] = (fake, userData) => {
      fake.laptop.workAreas = [{ x: 0, y: 0, width: 1366, height: 728 }];
      const state = { version: 1, x: 100, y: 50, width: 1000, height: 600, maximised: true };
      writeFileSync(join(userData, 'window.json'), JSON.stringify(state));
    };
    const { window } = await started({ prepare });
    expect(window.options).toMatchObject({ x: 100, y: 50, width: 1000, height: 600 });
    expect(window.isMaximised).toBe(true);
  });

  test('closing it ends the program, but on a Mac it waits in the dock', async () => {
    const linux = await started();
    linux.window.close();
    linux.app.emit('window-all-closed');
    await settled();
    expect([linux.app.exitCode, linux.seen.closed]).toEqual([0, 1]);
    linux.remove();
    const mac = await started({ platform: 'darwin' });
    mac.window.close();
    mac.app.emit('window-all-closed');
    mac.app.emit('activate');
    await settled();
    expect([mac.app.exitCode, mac.windows.length]).toEqual([undefined, 2]);
  });

  test('a page that crashed is shown again, and after four times in a minute a person is told', async () => {
    const { window, laptop, log } = await started();
    for (let n = 0; n < 3; n += 1) window.webContents.crash('oom');
    expect([window.webContents.reloads, laptop.shown.length]).toEqual([3, 0]);
    window.webContents.crash('oom');
    expect(window.webContents.reloads).toBe(3);
    expect(laptop.shown).toMatchObject([{ kind: 'error', title: 'The window stopped working' }]);
    expect(log()).toContain('the page stopped: oom');
  });

  test('a fault that nobody foresaw is written down and said, and the program ends', async () => {
    const { program, laptop, app, log } = await started();
    program.emit('uncaughtException', new Error('password=hunter2 broke it'));
    expect(log()).toContain('the program failed: Error: password=*** broke it');
    expect(laptop.shown).toMatchObject([{ kind: 'error', title: 'TeachTrack Installer has to close' }]);
    expect(app.exitCode).toBe(1);
  });
});

describe('the menu', () => {
  test.each(['darwin', 'win32', 'linux'] as const)(
    'of %s has every usual command and no developer tools',
    async (platform) => {
      const { menu, app } = await started({ platform });
      const text = JSON.stringify(menu);
      for (const role of ['copy', 'paste', 'zoomIn', 'quit', 'help']) expect(text).toContain(`"role":"${role}"`);
      expect(text).not.toMatch(/toggleDevTools|forceReload/i);
      expect(menu[0]?.label).toBe(platform === 'darwin' ? 'TeachTrack Installer' : 'File');
      const items = menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
      items.find(({ label }) => label?.startsWith('About'))?.click?.({} as never, undefined, {} as never);
      expect(app.calls).toContain('showAboutPanel');
      items.find(({ label }) => label === 'Show the log')?.click?.({} as never, undefined, {} as never);
      expect(shell.laptop.shownFiles).toEqual([join(shell.userData, 'logs/shell.log')]);
    },
  );
});

describe('a deep link', () => {
  const link = 'teachtrack://attach?host=10.0.0.5&port=2222&user=anna';
  const place = 'app://installer/index.html#/connect/anna%4010.0.0.5%3A2222';

  test('at the start opens the connect page filled in', async () => {
    const { window, app } = await started({ argv: [link], isPackaged: true });
    expect(window.calls).toEqual([`loadURL ${place}`, 'show']);
    expect(app.calls).toContain('setAsDefaultProtocolClient teachtrack');
  });

  test('to a program that runs keeps the page and its wire', async () => {
    const { window, app, wires } = await started();
    wireOf(window).open({ text: () => undefined, closed: () => undefined });
    await settled();
    let isClosed = false;
    wires[0]?.receive({
      text: () => undefined,
      closed: () => {
        isClosed = true;
      },
    });
    app.emit('second-instance', {}, ['/app/teachtrack', link]);
    await settled();
    expect(window.calls.at(-1)).toBe(`loadURL ${place}`);
    expect(isClosed).toBe(false);
  });

  test('comes on a Mac as an event, even before the program is ready or without a window', async () => {
    const prepare: Wish['prepare'] = ({ app }) => {
      app.on('newListener', (name, listener) => {
        if (name === 'open-url') setImmediate(() => listener({ preventDefault: () => undefined }, link));
      });
    };
    const { app, windows } = await started({ platform: 'darwin', prepare });
    await settled();
    expect(windows[0]?.calls).toContain(`loadURL ${place}`);
    windows[0]?.close();
    app.emit('open-url', { preventDefault: () => undefined }, link);
    expect(windows[1]?.calls).toEqual([`loadURL ${place}`, 'show']);
  });

  test.each([
    'teachtrack://attach?host=10.0.0.5%22%3E%3Cscript%3E',
    'teachtrack://install?host=10.0.0.5',
    'app://installer/index.html#/servers',
    'javascript:alert(1)',
    'file:///etc/passwd',
  ])('that is none of ours (%s) only brings the window up', async (text) => {
    const { window, app } = await started();
    app.emit('second-instance', {}, ['/app/teachtrack', text]);
    app.emit('open-url', { preventDefault: () => undefined }, text);
    expect(window.calls.filter((one) => one.startsWith('loadURL'))).toEqual(['loadURL app://installer/index.html']);
    expect(window.calls.at(-1)).toBe('focus');
  });
});

describe('what a page may not', () => {
  test('it goes nowhere, opens nothing, frames nothing, and may only be reloaded', async () => {
    const { window, log } = await started();
    const { webContents } = window;
    for (const url of [
      'https://example.com/',
      'file:///etc/passwd',
      'app://installer/icon.svg',
      'app://other/index.html',
      'javascript:1',
      'data:text/html,x',
    ]) {
      expect(webContents.navigate(url)).toBe(false);
      expect(webContents.navigate(url, { isMainFrame: false })).toBe(false);
      expect(webContents.open(url)).toBe(false);
    }
    expect(webContents.navigate('app://installer/index.html', { isMainFrame: false })).toBe(false);
    expect(webContents.open('app://installer/index.html')).toBe(false);
    expect(webContents.navigate('app://installer/index.html')).toBe(true);
    let isPrevented = false;
    webContents.emit(
      'will-attach-webview',
      {
        preventDefault: () => {
          isPrevented = true;
        },
      },
      {},
      { src: 'https://x' },
    );
    expect(isPrevented).toBe(true);
    expect(log()).toContain('refused: navigation to file:///etc/passwd');
    expect(log()).toContain('refused: new window of https://example.com/');
  });

  test('it gets no permission, no device, no download and no dictionary', async () => {
    const { session } = await started();
    for (const name of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fullscreen']) {
      expect(await session.isGranted(name)).toBe(false);
    }
    expect(session.isAssumed()).toBe(false);
    expect(session.isDownloaded()).toBe(false);
    expect(session.calls).toEqual(['spell checker false']);
  });

  test('window contents that come in another way are guarded as well', async () => {
    const { app, electron } = await started();
    const stray = new electron.BrowserWindow({}) as unknown as StartedShell['window'];
    expect(stray.webContents.open('https://example.com/')).toBe(false);
    expect(app.listenerCount('web-contents-created')).toBe(1);
  });
});

describe('while a run is watched', () => {
  const held = (state: string, run = '20260302t080000-abcdef') =>
    [{ host: '10.0.0.5', run: { run, kind: 'install', state } }] as unknown as readonly Held[];

  test('the laptop stays awake, and a person who looks elsewhere is told its end once', async () => {
    const { seen, laptop, window } = await started();
    seen.held([]);
    seen.held(held('running'));
    seen.held(held('unreached'));
    seen.held(held('running'));
    expect(laptop.awake.size).toBe(1);
    seen.held(held('done'));
    seen.held(held('done'));
    expect(laptop.awake.size).toBe(0);
    expect(laptop.shown).toMatchObject([{ kind: 'notification', title: 'Done', body: 'The run on 10.0.0.5 is done.' }]);
    window.minimize();
    laptop.notifications[0]?.emit('click');
    expect(window.isMinimized()).toBe(false);
  });

  test('a run that was over when it was first seen is no news; a failed one is', async () => {
    const { seen, laptop } = await started();
    seen.held(held('done'));
    expect(laptop.shown).toEqual([]);
    seen.held(held('running', '20260302t090000-abcdef'));
    seen.held(held('failed', '20260302t090000-abcdef'));
    expect(laptop.shown).toMatchObject([{ title: 'It stopped' }]);
    seen.held(held('running', '20260302t100000-abcdef'));
    seen.held([]);
    expect([laptop.awake.size, laptop.shown.length]).toEqual([0, 1]);
  });
});

test('a folder in the place of a file of ours does not keep the program from starting', async () => {
  const { windows } = await started({
    prepare: (_fake, userData) => {
      mkdirSync(join(userData, 'window.json'));
      mkdirSync(join(userData, 'logs/shell.log'), { recursive: true });
    },
  });
  windows[0]?.close();
  expect(windows).toHaveLength(1);
});
