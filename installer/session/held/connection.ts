import { asProvisionError, ProvisionError } from '../../../provision/model/error.ts';
import type { Secret } from '../../../provision/model/secret.ts';
import type { Act } from '../../contract/act.ts';
import type { Answers } from '../../contract/answers.ts';
import type { Held } from '../../contract/calls/connection.ts';
import { faceErrorOf } from '../../contract/error.ts';
import type { Tier, WantedState } from '../../contract/events.ts';
import type { AlertSecrets } from '../alert-secrets.ts';
import type { ActName, ActWatch as Watching } from '../backups.ts';
import type { Check } from '../check-server.ts';
import { comesFrom } from '../comes-from.ts';
import { settled } from '../default-answers.ts';
import type { OpenServer, ReachedServer } from '../open-server.ts';
import { addressesIn } from '../server-addresses.ts';
import { ActWatch } from './act-watch.ts';
import type { PlanMaking } from './planning.ts';
import { RunWatch } from './run-watch.ts';

export type LastCheck = Check & { readonly at: string; readonly offered: string | null };

/** One signed-in server and everything that was done over it. */
export class HeldConnection {
  readonly id: string;
  readonly server: ReachedServer;
  readonly #openedAt = new Date().toISOString();
  readonly #onChange: () => void;
  readonly #runs = new Map<string, RunWatch>();
  readonly #acts = new Map<ActName, ActWatch>();
  #root: Held['root'] = {
    kind: 'refused',
    error: faceErrorOf({ code: 'TT-SUDO-03', message: 'Not tried yet.', evidence: [] }),
  };
  #check: LastCheck | undefined;
  #planning: PlanMaking | undefined;
  #lastRun: RunWatch | undefined;
  #signInShown = false;
  #comesFrom: Promise<string | undefined> | undefined;
  answers: Answers = { version: 1 };
  /** A person gave answers: they are not replaced by those in force on the server. */
  isAnswered = false;
  /** The server was asked what is in force on it. */
  isInForce = false;
  /** Typed for these answers; gone with the connection. */
  alertSecrets: AlertSecrets = {};
  databasePassword: Secret | undefined;

  constructor(id: string, server: ReachedServer, onChange: () => void) {
    this.id = id;
    this.server = server;
    this.#onChange = onChange;
  }

  /** The server, once it can be administered. Throws TT-SUDO-* until then. */
  get administered(): OpenServer {
    if (this.#root.kind === 'ready') return { ...this.server, rootAccess: this.#root.access };
    const { code, message, evidence } = this.#root.error;
    throw new ProvisionError({ code, message, evidence });
  }

  /** One attempt. What sudo answers is kept and shown; it does not close the connection. */
  async tryRoot(password: Secret | undefined): Promise<void> {
    try {
      this.#root = { kind: 'ready', access: await this.server.transport.testSudo(password) };
    } catch (thrown) {
      const error = asProvisionError(thrown);
      if (!error.code.startsWith('TT-SUDO')) throw error;
      const asks = error.code === 'TT-SUDO-03' || error.code === 'TT-SUDO-04';
      this.#root = { kind: asks ? 'asks' : 'refused', error: faceErrorOf(error) };
    }
    this.#onChange();
  }

  get check(): LastCheck | undefined {
    return this.#check;
  }

  set check(check: LastCheck | undefined) {
    this.#check = check;
    this.#onChange();
  }

  get planning(): PlanMaking | undefined {
    return this.#planning;
  }

  /** A plan still being made gives way to the new one. */
  set planning(planning: PlanMaking | undefined) {
    this.#planning?.cancel();
    this.#planning = planning;
    this.#onChange();
  }

  set signInShown(shown: boolean) {
    this.#signInShown = shown;
    this.#onChange();
  }

  /** The address that the server sees this laptop come from; asked once. Undefined where it does not tell. */
  comesFrom(): Promise<string | undefined> {
    this.#comesFrom ??= comesFrom(this.server).catch(() => undefined);
    return this.#comesFrom;
  }

  /** The answers as they are now, with the tier that the last check found where nobody chose one. */
  wanted(): WantedState {
    return this.wantedFor(this.#check?.report.tierMet);
  }

  /** Undefined asks for the largest tier as long as nobody chose one. */
  wantedFor(tierMet: Tier | undefined): WantedState {
    const addresses = this.#check === undefined ? [] : addressesIn(this.#check.facts);
    return settled(this.answers, this.server.host, { tierMet, addresses });
  }

  /** Follows a run, whoever started it; the latest one is shown with the connection. `act`: where it is known already. */
  watchRun(run: string, act?: Act): RunWatch {
    const known = this.#runs.get(run) ?? new RunWatch(this.administered, { run, act }, this.#onChange);
    this.#runs.set(run, known);
    if (this.#lastRun === undefined || run >= this.#lastRun.run) this.#lastRun = known;
    // One that failed may have been resumed by somebody else since.
    if (known.state !== 'done') known.begin();
    this.#onChange();
    return known;
  }

  /** Begins an act, or begins to follow it; the latest one of each name is kept. */
  act(name: ActName, show: (server: OpenServer, watching: Watching) => Promise<void>): ActWatch {
    const { administered } = this;
    const watch = new ActWatch((watching) => show(administered, watching));
    // One that was refused is no act: the one that goes on is still the latest.
    const before = this.#acts.get(name);
    this.#acts.set(name, watch);
    watch.begun.catch(() => {
      if (this.#acts.get(name) !== watch) return;
      if (before === undefined) this.#acts.delete(name);
      else this.#acts.set(name, before);
    });
    return watch;
  }

  lastAct(name: ActName): ActWatch | undefined {
    return this.#acts.get(name);
  }

  changed(): void {
    this.#onChange();
  }

  held(): Held {
    const { host, port, user, transport } = this.server;
    const run = this.#lastRun;
    return {
      connection: this.id,
      host,
      port,
      user,
      root: this.#root,
      noise: [...transport.noise],
      openedAt: this.#openedAt,
      checkedAt: this.#check?.at ?? null,
      plan: this.#planning === undefined ? null : { kind: this.#planning.kind, state: this.#planning.state },
      run: run === undefined ? null : { run: run.run, kind: run.kind, state: run.state },
      signInShown: this.#signInShown,
    };
  }

  async close(): Promise<void> {
    this.#planning?.cancel();
    for (const watch of [...this.#runs.values(), ...this.#acts.values()]) watch.close();
    await this.server.transport.close();
  }
}
