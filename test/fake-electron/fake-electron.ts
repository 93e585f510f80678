import { EventEmitter } from 'node:events';
import type { Electron } from '../../main/electron/electron.ts';
import { FakeApp, type FakeAppOptions } from './app.ts';
import { FakeIpcMain } from './ipc-main.ts';
import { FakeLaptop } from './laptop.ts';
import { FakeSession } from './session.ts';
import { FakeWindow } from './window.ts';

type Handler = (request: Request) => Promise<Response>;

/** An Electron of plain objects. `electron` is handed to the shell; the rest is for the test. */
export type FakeElectron = {
  readonly electron: Electron;
  readonly app: FakeApp;
  readonly ipcMain: FakeIpcMain;
  readonly session: FakeSession;
  readonly laptop: FakeLaptop;
  readonly windows: FakeWindow[];
  /** Schemes made known before the start, and who answers them. */
  readonly schemes: string[];
  readonly answers: Map<string, Handler>;
  menu: readonly Electron.MenuItemConstructorOptions[];
};

export function fakeElectron(options: Partial<FakeAppOptions> & { readonly userData: string }): FakeElectron {
  const app = new FakeApp({ isPackaged: false, isOnlyInstance: true, switches: [], ...options });
  const ipcMain = new FakeIpcMain();
  const session = new FakeSession();
  const laptop = new FakeLaptop();
  const windows: FakeWindow[] = [];
  const schemes: string[] = [];
  const answers = new Map<string, Handler>();
  const fake = {
    app,
    ipcMain,
    session,
    laptop,
    windows,
    schemes,
    answers,
    menu: [] as Electron.MenuItemConstructorOptions[],
  };

  const parts = {
    app,
    ipcMain,
    session: { defaultSession: session },
    dialog: laptop.dialog,
    shell: laptop.shell,
    safeStorage: laptop.safeStorage,
    screen: laptop.screen,
    nativeTheme: laptop.nativeTheme,
    powerSaveBlocker: laptop.powerSaveBlocker,
    protocol: {
      registerSchemesAsPrivileged(list: readonly { scheme: string; privileges: object }[]) {
        if (app.isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
        schemes.push(...list.map(({ scheme, privileges }) => `${scheme} ${JSON.stringify(privileges)}`));
      },
      handle(scheme: string, handler: Handler) {
        if (!app.isReady) throw new Error('protocol.handle needs a ready app');
        answers.set(scheme, handler);
      },
    },
    BrowserWindow: class extends FakeWindow {
      constructor(wish: Record<string, unknown>) {
        if (!app.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
        super(wish, ipcMain);
        windows.push(this);
        app.emit('web-contents-created', {}, this.webContents);
      }
    },
    Menu: {
      buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (template: Electron.MenuItemConstructorOptions[]) => {
        fake.menu = template;
      },
    },
    Notification: class extends EventEmitter {
      static isSupported = () => true;
      constructor(note: object) {
        super();
        laptop.shown.push({ kind: 'notification', ...note });
        laptop.notifications.push(this);
      }
      show(): void {}
    },
  };
  // The one place where the fake passes for the real thing.
  return Object.assign(fake, { electron: parts as unknown as Electron });
}
