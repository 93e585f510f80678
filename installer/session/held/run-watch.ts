import type { JournalEntry } from '../../../provision/model/journal.ts';
import type { Given, Item } from '../../channel/handlers.ts';
import { type Act, actOf } from '../../contract/act.ts';
import type { Held } from '../../contract/calls/connection.ts';
import type { RunItem } from '../../contract/calls/run.ts';
import { installedOrStagedCtl } from '../ctl.ts';
import type { OpenServer } from '../open-server.ts';
import { followRun } from '../run-server.ts';
import { State } from './state.ts';

export type RunState = NonNullable<Held['run']>['state'];

type EndOfRun = Extract<RunItem, { kind: 'end' }>;
type Watched = { readonly run: string; readonly act?: Act | undefined };

/**
 * Follows one run over the connection and keeps what it said, so that any window, reloaded or new, gets all of it. The
 * run itself lives on the server and needs none of this.
 */
export class RunWatch {
  readonly run: string;
  readonly #server: OpenServer;
  readonly #onChange: () => void;
  readonly #stop = new AbortController();
  readonly #entries: JournalEntry[] = [];
  readonly #state = new State<RunState>('running');
  #kind: Act;
  #firewall: EndOfRun['firewall'];
  #following: Promise<void> | undefined;

  constructor(server: OpenServer, { run, act = 'install' }: Watched, onChange: () => void) {
    this.#server = server;
    this.run = run;
    this.#kind = act;
    this.#onChange = onChange;
  }

  get state(): RunState {
    return this.#state.value;
  }

  get kind(): Act {
    return this.#kind;
  }

  /** Begins to follow, or again after the run was resumed or the server was out of reach for long. */
  begin(): void {
    if (this.#following !== undefined) return;
    this.#become('running');
    this.#following = this.#follow().finally(() => {
      this.#following = undefined;
    });
  }

  close(): void {
    this.#stop.abort();
  }

  /** Entries from `from` on, the state of the line, and the end. */
  async *items(from: number, signal: AbortSignal): AsyncGenerator<Item<Given<RunItem>>> {
    let next = Math.max(1, from);
    let line: 'broken' | 'whole' = 'whole';
    for await (const _change of this.#state.watch(signal)) {
      for (; next <= this.#entries.length && !signal.aborted; next++) {
        const entry = this.#entries[next - 1] as JournalEntry;
        yield { seq: next, value: { kind: 'entry', entry } };
      }
      const state = this.#state.value;
      const now = state === 'unreached' || state === 'lost' ? 'broken' : 'whole';
      if (now !== line) {
        line = now;
        yield { seq: next - 1, value: { kind: 'line', state: line } };
      }
      if (state === 'running' || state === 'unreached' || state === 'lost') continue;
      const firewall = this.#firewall;
      yield { seq: next - 1, value: { kind: 'end', outcome: state, ...(firewall === undefined ? {} : { firewall }) } };
      return;
    }
  }

  async #follow(): Promise<void> {
    try {
      const end = await followRun(this.#server, {
        engine: installedOrStagedCtl,
        run: this.run,
        from: this.#entries.length + 1,
        onEntry: (entry) => this.#take(entry),
        onLineLost: () => this.#become('unreached'),
        signal: this.#stop.signal,
      });
      const { ok, summary } = (end.end === 'finished' ? end.firewall : undefined) ?? {};
      this.#firewall = ok === undefined || summary === undefined ? undefined : { ok, summary };
      this.#become(end.end === 'gone' ? 'gone' : end.outcome);
    } catch {
      // The server is out of reach for long, or the connection was closed: the run may well go on.
      this.#become('lost');
    }
  }

  #take(entry: JournalEntry): void {
    if (entry.event.kind === 'run-started') this.#kind = actOf(entry.event.plan);
    this.#entries.push(entry);
    // Also tells the windows that wait for entries.
    this.#become('running');
  }

  #become(state: RunState): void {
    const isNew = this.#state.value !== state;
    this.#state.set(state);
    if (isNew) this.#onChange();
  }
}
