import { EventEmitter } from 'node:events';
import type { FakeWebContents } from './web-contents.ts';

type Listener = (event: object, ...args: unknown[]) => void;

/**
 * The page's side of one window: what a sandboxed preload is given. Everything that crosses is copied by structuredClone, in
 * a later turn, so that what cannot be sent fails here as it does in reality.
 */
export class FakePage {
  readonly ipcRenderer: {
    on(channel: string, listener: Listener): void;
    send(channel: string, ...args: unknown[]): void;
  };
  readonly contextBridge: { exposeInMainWorld(name: string, api: unknown): void };
  /** What the page's own scripts find on `window`. */
  readonly world: Record<string, unknown> = {};
  readonly #heard = new EventEmitter();
  #isGone = false;

  constructor(contents: FakeWebContents) {
    this.ipcRenderer = {
      on: (channel, listener) => void this.#heard.on(channel, listener),
      send: (channel, ...args) => {
        if (!this.#isGone) contents.heard(channel, args, contents.mainFrame);
      },
    };
    this.contextBridge = {
      exposeInMainWorld: (name, api) => {
        if (name in this.world) throw new Error(`Cannot bind an API on top of an existing property: ${name}`);
        this.world[name] = bridged(api);
      },
    };
  }

  hear(channel: string, args: readonly unknown[]): void {
    if (!this.#isGone) this.#heard.emit(channel, { sender: 'ipcRenderer' }, ...args);
  }

  /** A reload or a crash: its scripts run no more. */
  vanish(): void {
    this.#isGone = true;
  }
}

/** What crosses the bridge: plain values are copied and frozen, functions are wrapped, everything else is refused. */
function bridged(value: unknown): unknown {
  if (typeof value === 'function')
    return (...args: unknown[]) => bridged(Reflect.apply(value, undefined, args.map(bridged)));
  if (typeof value !== 'object' || value === null) return structuredClone(value);
  if (Array.isArray(value)) return Object.freeze(value.map(bridged));
  if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value);
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bridged(one)])));
}
