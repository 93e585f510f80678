import { asProvisionError } from '../../../provision/model/error.ts';
import type { Given, Item } from '../../channel/handlers.ts';
import { type ActItem, verdictSchema } from '../../contract/calls/backups.ts';
import { faceErrorOf } from '../../contract/error.ts';
import type { ActEntry, ActWatch as Watching } from '../backups.ts';
import { Log } from './log.ts';

/** Follows one act over the connection and keeps what it said for any window; the act itself needs none of this. */
export class ActWatch {
  readonly #log = new Log<Given<ActItem>>();
  readonly #stop = new AbortController();
  /** Settles with the first entry. Rejects when it was not begun, or when there was none to show. */
  readonly begun: Promise<void>;
  #isOver = false;
  #hasProgress = false;
  #hasFailed = false;

  /** `show` tells of the act to its end, and rejects with what made it fail. */
  constructor(show: (watching: Watching) => Promise<void>) {
    this.begun = new Promise((resolve, reject) => {
      const onEntry = (entry: ActEntry) => {
        this.#take(entry);
        resolve();
      };
      void show({ onEntry, onLineLost: () => undefined, signal: this.#stop.signal })
        .catch((thrown: unknown) => {
          reject(thrown);
          if (!this.#hasFailed) this.#log.add({ kind: 'failed', error: faceErrorOf(asProvisionError(thrown)) });
        })
        .finally(() => {
          this.#isOver = true;
          this.#log.end();
        });
    });
    // Whoever only follows sees it in the log.
    this.begun.catch(() => undefined);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  items(from: number, signal: AbortSignal): AsyncGenerator<Item<Given<ActItem>>> {
    return this.#log.follow(from, signal);
  }

  close(): void {
    this.#stop.abort();
  }

  /** Of how far it is, only the last word counts. */
  #take({ at, event }: ActEntry): void {
    const isAgain = event.kind === 'progress' && this.#hasProgress;
    this.#hasProgress = event.kind === 'progress';
    this.#hasFailed = event.kind === 'failed';
    const item = itemOf(at, event);
    if (isAgain) this.#log.replaceLast(item);
    else this.#log.add(item);
  }
}

function itemOf(at: string, event: ActEntry['event']): Given<ActItem> {
  switch (event.kind) {
    case 'started':
      return { kind: 'started', at, origin: event.origin };
    case 'done': {
      const verdict = verdictSchema.safeParse(event.result);
      return { kind: 'done', at, summary: event.summary, ...(verdict.success ? { verdict: verdict.data } : {}) };
    }
    case 'failed':
      return { kind: 'failed', error: faceErrorOf(event) };
    default:
      return { ...event, at };
  }
}
