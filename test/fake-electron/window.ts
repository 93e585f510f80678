import { EventEmitter } from 'node:events';
import type { FakeIpcMain } from './ipc-main.ts';
import { FakeWebContents } from './web-contents.ts';

type Bounds = { x: number; y: number; width: number; height: number };

/** A window. `openings` of the fake hold all that were made. */
export class FakeWindow extends EventEmitter {
  readonly options: Record<string, unknown> & { readonly webPreferences?: Record<string, unknown> };
  readonly webContents: FakeWebContents;
  readonly calls: string[] = [];
  bounds: Bounds;
  isMaximised = false;
  isHidden = false;
  #isDestroyed = false;

  constructor(options: Record<string, unknown>, ipcMain: FakeIpcMain) {
    super();
    this.options = options;
    const { x = 10, y = 20, width = 800, height = 600 } = options as Partial<Bounds>;
    this.bounds = { x, y, width, height };
    this.webContents = new FakeWebContents(ipcMain);
  }

  async loadURL(url: string): Promise<void> {
    this.calls.push(`loadURL ${url}`);
    this.webContents.load(url);
    this.emit('ready-to-show');
  }

  show(): void {
    this.calls.push('show');
  }

  focus(): void {
    this.calls.push('focus');
  }

  maximize(): void {
    this.isMaximised = true;
  }

  isMaximized(): boolean {
    return this.isMaximised;
  }

  isMinimized(): boolean {
    return this.isHidden;
  }

  minimize(): void {
    this.isHidden = true;
  }

  restore(): void {
    this.isHidden = false;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  getNormalBounds(): Bounds {
    return this.bounds;
  }

  setBackgroundColor(colour: string): void {
    this.calls.push(`setBackgroundColor ${colour}`);
  }

  /** A person closes it. */
  close(): void {
    this.emit('close', {});
    this.#isDestroyed = true;
    this.webContents.destroy();
    this.emit('closed');
  }
}
