/** Who listens at one end of a wire. */
export type Receiver = {
  readonly text: (text: string) => void;
  /** Said once; nothing comes after it. */
  readonly closed: () => void;
};

/**
 * Carries texts both ways, whole and in order. Made by a host (Electron IPC, WebSocket) or in memory. What arrives
 * before `receive` is called is kept for it. Sending over a closed wire does nothing.
 */
export interface Wire {
  send(text: string): void;
  receive(receiver: Receiver): void;
  /** Closes both ends. Harmless when it is closed. */
  close(): void;
}

/** The near end of a wire whose far end is somewhere else: keeps what comes too early, and says `closed` once. */
export class WireEnd implements Wire {
  readonly #out: { readonly send: (text: string) => void; readonly close: () => void };
  #receiver: Receiver | undefined;
  #early: string[] = [];
  #isClosed = false;

  constructor(out: { readonly send: (text: string) => void; readonly close: () => void }) {
    this.#out = out;
  }

  send(text: string): void {
    if (!this.#isClosed) this.#out.send(text);
  }

  receive(receiver: Receiver): void {
    this.#receiver = receiver;
    for (const text of this.#early.splice(0)) receiver.text(text);
    if (this.#isClosed) receiver.closed();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#out.close();
    this.ended();
  }

  /** The host says what came. */
  arrived(text: string): void {
    if (this.#isClosed) return;
    if (this.#receiver === undefined) this.#early.push(text);
    else this.#receiver.text(text);
  }

  /** The host says that the far end is gone. */
  ended(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#receiver?.closed();
  }
}

/** Two ends in one program; texts arrive in a later turn, as over any other wire. */
export function memoryWires(): readonly [WireEnd, WireEnd] {
  const later = (work: () => void) => void Promise.resolve().then(work);
  const near: WireEnd = new WireEnd({
    send: (text) => later(() => far.arrived(text)),
    close: () => later(() => far.ended()),
  });
  const far: WireEnd = new WireEnd({
    send: (text) => later(() => near.arrived(text)),
    close: () => later(() => near.ended()),
  });
  return [near, far];
}
