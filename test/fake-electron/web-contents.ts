import { EventEmitter } from 'node:events';
import type { FakeIpcMain } from './ipc-main.ts';
import { FakePage } from './page.ts';

export type FakeFrame = { url: string; readonly detached: boolean; readonly parent: FakeFrame | null };
type OpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' };

/** One window's contents. The methods after `page` are what a test does as the page, a person or an attacker. */
export class FakeWebContents extends EventEmitter {
  readonly mainFrame: FakeFrame = { url: 'about:blank', detached: false, parent: null };
  page: FakePage;
  reloads = 0;
  readonly #ipcMain: FakeIpcMain;
  #isDestroyed = false;
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  constructor(ipcMain: FakeIpcMain) {
    super();
    this.#ipcMain = ipcMain;
    this.page = new FakePage(this);
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
    const copies = structuredClone(args);
    const { page } = this;
    setImmediate(() => page.hear(channel, copies));
  }

  /** A program's own navigation: no `will-navigate`; only another part after the # keeps the page. */
  load(url: string): void {
    const isSameDocument = withoutHash(url) === withoutHash(this.mainFrame.url) && url.includes('#');
    this.emit('did-start-navigation', { url, isSameDocument, isMainFrame: true });
    this.mainFrame.url = url;
    if (!isSameDocument) this.#freshPage();
  }

  reload(): void {
    this.reloads += 1;
    this.load(withoutHash(this.mainFrame.url));
  }

  /** The page's scripts or a click want to go somewhere; true when they got there. */
  navigate(url: string, { isMainFrame = true } = {}): boolean {
    let isPrevented = false;
    const event = {
      url,
      isMainFrame,
      isSameDocument: false,
      preventDefault: () => {
        isPrevented = true;
      },
    };
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event, url);
    if (isPrevented) return false;
    if (isMainFrame) this.load(url);
    return true;
  }

  /** `window.open`; true when a window came. */
  open(url: string): boolean {
    return this.#openHandler({ url }).action === 'allow';
  }

  crash(reason = 'crashed'): void {
    this.page.vanish();
    this.emit('render-process-gone', {}, { reason, exitCode: 5 });
  }

  destroy(): void {
    this.page.vanish();
    this.#isDestroyed = true;
    this.emit('destroyed');
  }

  /** A message as from `frame`; null as when the frame is gone by the time it is read. */
  heard(channel: string, args: readonly unknown[], frame: FakeFrame | null): void {
    const copies = structuredClone([...args]);
    setImmediate(() => this.#ipcMain.emit(channel, { sender: this, senderFrame: frame }, ...copies));
  }

  #freshPage(): void {
    this.page.vanish();
    this.page = new FakePage(this);
    this.emit('fresh-page', this.page);
  }
}

function withoutHash(url: string): string {
  return url.replace(/#.*$/s, '');
}
