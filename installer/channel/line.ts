import { channelVersion, type FromWindow } from './frame.ts';
import { lineLost, RemoteError } from './remote-error.ts';
import type { Wire } from './wire.ts';

/** `broken`: it is being made whole; calls reject, streams wait. `closed`: for ever. */
export type LineState = 'opening' | 'open' | 'broken' | 'closed';

type Events = {
  /** The wire is there, the greeting and what was said early are sent. */
  readonly opened: () => void;
  readonly text: (text: string) => void;
  readonly broken: () => void;
  readonly closed: (error: RemoteError) => void;
};

const firstPauseMs = 250;
const longestPauseMs = 5_000;

/** A wire that is opened anew whenever it breaks. */
export class Line {
  readonly #open: () => Promise<Wire>;
  readonly #events: Events;
  readonly #listeners = new Set<(state: LineState) => void>();
  #wire: Wire | undefined;
  #state: LineState = 'opening';
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pauseMs = firstPauseMs;
  error: RemoteError | undefined;

  constructor(open: () => Promise<Wire>, events: Events) {
    this.#open = open;
    this.#events = events;
    void this.#connect();
  }

  /** `open` also while the first wire is being opened: what is said then is sent when it is there. */
  get state(): 'open' | 'broken' | 'closed' {
    return this.#state === 'opening' ? 'open' : this.#state;
  }

  get isThere(): boolean {
    return this.#wire !== undefined;
  }

  say(frame: FromWindow): void {
    const text = JSON.stringify(frame);
    if (this.#wire !== undefined) this.#wire.send(text);
    else if (this.#state === 'opening') this.#waiting.push(text);
  }

  on(listener: (state: LineState) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#state);
    return () => this.#listeners.delete(listener);
  }

  /** There is no use in trying again. */
  fail(error: RemoteError): void {
    if (this.#state === 'closed') return;
    this.error = error;
    this.#become('closed');
    clearTimeout(this.#timer);
    this.#events.broken();
    this.#events.closed(error);
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.close();
  }

  close(): void {
    this.fail(lineLost());
  }

  async #connect(): Promise<void> {
    let wire: Wire;
    try {
      wire = await this.#open();
    } catch (thrown) {
      if (thrown instanceof RemoteError) return this.fail(thrown);
      return this.#again();
    }
    if (this.#state === 'closed') return wire.close();
    this.#wire = wire;
    this.#become('open');
    this.say({ k: 'hello', channel: channelVersion });
    for (const text of this.#waiting.splice(0)) wire.send(text);
    this.#events.opened();
    wire.receive({
      text: (text) => {
        this.#pauseMs = firstPauseMs;
        this.#events.text(text);
      },
      closed: () => {
        if (this.#wire !== wire) return;
        this.#wire = undefined;
        this.#become('broken');
        this.#events.broken();
        this.#again();
      },
    });
  }

  #again(): void {
    if (this.#state === 'closed') return;
    this.#become(this.#state === 'opening' ? 'opening' : 'broken');
    this.#timer = setTimeout(() => void this.#connect(), this.#pauseMs);
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2);
  }

  #become(state: LineState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
