import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import type { Wire } from '../../installer/channel/wire.ts';
import type { Held } from '../../installer/contract/calls/connection.ts';
import type { Host } from '../../installer/session/host.ts';
import { ProvisionError } from '../../installer/session/values.ts';
import { type AttachLink, destinationOf } from './deep-link.ts';
import type { Electron } from './electron.ts';
import { Awake } from './host/awake.ts';
import { electronHost } from './host/host.ts';
import { notify } from './host/notify.ts';
import type { Surroundings } from './host/surroundings.ts';
import type { CrashLog } from './log/crash-log.ts';
import { menuTemplate } from './menu.ts';
import { scheme, startAddress } from './protocol/address.ts';
import { servePages } from './protocol/serve.ts';
import { offerUpdate, type Updater } from './updates.ts';
import { watchRuns } from './watch-runs.ts';
import { guardSession } from './window/guard.ts';
import { focusWindow, openWindow } from './window/window.ts';
import { acceptConnections } from './wire/connections.ts';
import type { ShellWords } from './words/en.ts';

/** The part of the installer's session that the shell needs. */
export type ShellSession = {
  readonly admit: (wire: Wire) => void;
  readonly watch: (listener: (held: readonly Held[]) => void) => () => void;
  readonly close: () => Promise<void>;
};

export type ShellOptions = {
  readonly electron: Electron;
  /** Folder of the built page. */
  readonly pages: string;
  /** The bundled preload script. */
  readonly preload: string;
  readonly createSession: (host: Host) => ShellSession;
  readonly hasAgent: boolean;
  /** Undefined where the program knows no place for later versions. */
  readonly updater?: Updater;
  readonly words: ShellWords;
  readonly platform: NodeJS.Platform;
};

/** The one window and what is around it. */
export class Shell {
  readonly #options: ShellOptions;
  readonly #log: CrashLog;
  #window: BrowserWindow | undefined;
  #wanted: AttachLink | undefined;
  #isReady = false;

  constructor(options: ShellOptions, log: CrashLog) {
    this.#options = options;
    this.#log = log;
  }

  readonly refused = (what: string): void => this.#log.write(`refused: ${what}`);

  /** After a fault that nobody foresaw nothing is certain any more: it is written down, said, and the program ends. */
  catchFaults(program: Pick<NodeJS.EventEmitter, 'on'>): void {
    const { electron, words } = this.#options;
    program.on('uncaughtException', (error) => {
      this.#log.write('the program failed:', error);
      electron.dialog.showErrorBox(words.failed.title, words.failed.text(this.#log.file));
      electron.app.exit(1);
    });
    program.on('unhandledRejection', (reason) => this.#log.write('a promise nobody waited for failed:', reason));
    electron.app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
      if (reason !== 'clean-exit') this.#log.write(`a process of the program stopped: ${type}, ${reason}, ${exitCode}`);
    });
  }

  /** Everything that needs a ready Electron, once. */
  open(): void {
    const { electron, pages, words, platform, createSession, updater } = this.#options;
    guardSession(electron.session.defaultSession, this.refused);
    electron.protocol.handle(scheme, servePages(pages));
    electron.nativeTheme.themeSource = 'system';
    electron.app.setAboutPanelOptions({
      applicationName: words.productName,
      applicationVersion: electron.app.getVersion(),
      copyright: words.copyright,
    });
    const template = menuTemplate(platform, words, {
      showLog: () => void electron.shell.showItemInFolder(this.#log.file),
      about: () => electron.app.showAboutPanel(),
      update: updater === undefined ? undefined : () => this.#update(updater),
    });
    electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template));

    const session = createSession(electronHost(this.#surroundings()));
    acceptConnections({
      ipcMain: electron.ipcMain,
      connected: (wire) => session.admit(wire),
      refused: this.refused,
    });
    const awake = new Awake(electron);
    session.watch(
      watchRuns({ words, hold: () => awake.hold(), notify: (note) => notify(electron, note, () => this.show()) }),
    );
    this.#closeBeforeQuit(session);
    this.#isReady = true;
    this.show();
  }

  /** Brings the window up, with the connect page filled in when a link asked for that. */
  show(link?: AttachLink): void {
    if (link !== undefined) this.attach(link);
    if (!this.#isReady) return;
    if (this.#window === undefined) this.#openWindow();
    else focusWindow(this.#window);
    this.#follow();
  }

  attach(link: AttachLink): void {
    this.#wanted = link;
  }

  #update(updater: Updater): void {
    const { electron, words } = this.#options;
    this.show();
    const log = (what: string, thrown: unknown) => this.#log.write(what, thrown);
    if (this.#window === undefined) return;
    void offerUpdate({ dialog: electron.dialog, updater, words, window: this.#window, log });
  }

  #openWindow(): void {
    const { electron, preload, words } = this.#options;
    const window = openWindow(electron, {
      preload,
      title: words.productName,
      stateFile: join(electron.app.getPath('userData'), 'window.json'),
      address: this.#address(),
      log: (what) => this.#log.write(what),
      gaveUp: () => electron.dialog.showErrorBox(words.pageFailed.title, words.pageFailed.text),
    });
    this.#window = window;
    window.once('closed', () => {
      if (this.#window === window) this.#window = undefined;
    });
  }

  /** Only the part after the # changes: the page stays as it is and so does its wire. */
  #follow(): void {
    if (this.#wanted === undefined) return;
    void this.#window?.loadURL(this.#address()).catch((error: unknown) => this.#log.write('a link failed:', error));
  }

  #address(): string {
    const link = this.#wanted;
    this.#wanted = undefined;
    if (link === undefined) return startAddress;
    return `${startAddress}#/connect/${encodeURIComponent(destinationOf(link))}`;
  }

  /** Connections are closed properly; a server that does not answer holds nobody up. */
  #closeBeforeQuit(session: ShellSession): void {
    const { app } = this.#options.electron;
    let isClosing = false;
    app.on('will-quit', (event) => {
      if (isClosing) return;
      isClosing = true;
      event.preventDefault();
      const enough = new Promise<void>((resolve) => setTimeout(resolve, 3_000).unref());
      void Promise.race([session.close(), enough])
        .catch((error: unknown) => this.#log.write('closing failed:', error))
        .finally(() => app.exit(0));
    });
  }

  #surroundings(): Surroundings {
    const { electron, platform, words, hasAgent } = this.#options;
    return {
      electron,
      platform,
      words,
      hasAgent,
      version: electron.app.getVersion(),
      secretsFile: join(electron.app.getPath('userData'), 'secrets.json'),
      window: () => {
        if (this.#window === undefined)
          throw new ProvisionError({ code: 'TT-RUN-03', message: 'The window was closed.' });
        return this.#window;
      },
    };
  }
}
