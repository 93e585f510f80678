import type { Plan } from '../../../features/plans/schema.ts';
import { ApiError, call, newIdempotencyKey } from '../api/client.ts';
import type { SaveState } from './autosave.ts';
import { type KeptEdit, type OpLog, togetherOf } from './op-log.ts';
import {
  type Aside,
  asideOf,
  asKept,
  type PlanValue,
  plainValue,
  type SectionEdit,
  textOf,
  valueIn,
  type Waiting,
  waitingOf,
} from './section-edit.ts';

export type PlanSnapshot = {
  readonly plan: Plan;
  readonly state: SaveState;
  /** Sections that wait for the person, by slot; what was typed stays in the field. */
  readonly asides: Readonly<Record<string, Aside>>;
  /** Edits would outlast a closed tab. */
  readonly lasting: boolean;
};

/** A plan's name in the log of edits. */
export function docIdOf(rowId: string): string {
  return `plan ${rowId}`;
}

const waitMs = 700;
const longestWaitMs = 20_000;

/**
 * Sections of a plan as the person types them: kept on this device until the server has them. Each goes by itself and
 * under a name of its own: what was sent once is never changed, since nobody knows whether it arrived.
 */
export class PlanSaver {
  readonly #log: OpLog;
  readonly #docId: string;
  readonly #address: string;
  readonly #listeners = new Set<() => void>();
  #plan: Plan;
  /** In the order typed: of a section what was sent, then what was typed since. */
  #queue: Waiting[] = [];
  #snapshot: PlanSnapshot;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isSignedOut = false;
  #sending = false;
  #closed = false;

  constructor(plan: Plan, log: OpLog, language: string) {
    this.#plan = plan;
    this.#log = log;
    this.#docId = docIdOf(plan.rowId);
    this.#address = `/schemes/${plan.schemeId}/plans/${plan.rowId}?language=${language}`;
    this.#snapshot = this.#look();
    window.addEventListener('online', this.#now);
  }

  /** Takes up what a closed tab or a crash left on this device, and what was there `before` the plan was read. */
  async resume(before: readonly KeptEdit[] = []): Promise<void> {
    const kept = await this.#log.list(this.#docId).catch(() => []);
    const known = new Set(this.#queue.map(({ edit }) => edit.clientOpId));
    const found = togetherOf(before, kept).filter(({ edit }) => !known.has(edit.clientOpId));
    this.#queue = [...found.map(waitingOf), ...this.#queue];
    this.#raise();
    if (this.#open().length > 0) this.#now();
    this.#changed();
  }

  /** What is not on the server yet is sent a last time; what does not arrive stays on this device. */
  async close(): Promise<void> {
    this.#closed = true;
    window.removeEventListener('online', this.#now);
    await this.settled();
  }

  /** What the server is known to have. */
  known(): Plan {
    return this.#plan;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  snapshot = (): PlanSnapshot => this.#snapshot;

  type(slot: string, typed: PlanValue): void {
    const value = plainValue(typed);
    const before = this.#last(slot);
    if (before === undefined || (before.sent && before.aside === undefined)) {
      const { version: planVersion } = this.#plan;
      const edit: SectionEdit = { clientOpId: newIdempotencyKey(), slot, value, planVersion };
      const base = before === undefined ? valueIn(this.#plan, slot) : before.edit.value;
      this.#queue.push({ edit, base: textOf(base), at: Date.now(), sent: false, aside: undefined });
    } else if (before.sent) {
      // The refused name may be known to the server all the same, if an answer was lost before.
      this.#rename(before, { ...before.edit, value });
      if (before.aside?.reason === 'not-taken') this.#free(before);
    } else {
      before.edit = { ...before.edit, value };
    }
    this.#keep(this.#last(slot));
    this.#changed();
    this.#later(waitMs);
  }

  /** Whether everything typed has reached the server; sends what is left and waits for it. */
  async settled(): Promise<boolean> {
    clearTimeout(this.#timer);
    for (let turn = 0; turn < 60 && (this.#open().length > 0 || this.#sending); turn += 1) {
      if (this.#sending) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      await this.#flush();
      if (this.#failures > 0) return false;
    }
    return this.#queue.length === 0;
  }

  /** The plan as an act of the server left it. */
  take(plan: Plan): void {
    this.#plan = plan;
    this.#raise();
    this.#changed();
  }

  /** The person has seen why the section was put aside, and wants the own text on the server. Rejects with ApiError. */
  async keepMine(slot: string): Promise<void> {
    this.#plan = await call<Plan>(this.#address);
    const one = this.#last(slot);
    if (one?.aside === undefined) return;
    this.#rename(one, { ...one.edit, planVersion: this.#plan.version });
    one.base = textOf(valueIn(this.#plan, slot));
    this.#free(one);
    this.#keep(one);
    this.#changed();
    this.#later(0);
  }

  /** The person lets the own text go. Rejects with ApiError when the other one cannot be read. */
  async keepTheirs(slot: string): Promise<void> {
    if (this.#last(slot)?.aside?.reason === 'changed') this.#plan = await call<Plan>(this.#address);
    const one = this.#last(slot);
    if (one?.aside !== undefined) this.#drop(one);
    this.#changed();
  }

  #now = () => {
    this.#failures = 0;
    this.#later(0);
  };

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.#flush(), ms);
  }

  async #flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (const one of this.#open()) if (!(await this.#send(one))) break;
    this.#sending = false;
    if (this.#open().length > 0) this.#later(this.#pauseMs());
    this.#changed();
  }

  #pauseMs(): number {
    if (this.#failures === 0) return waitMs;
    return Math.min(longestWaitMs, 500 * 2 ** this.#failures) * (0.7 + Math.random() * 0.6);
  }

  /** False when the server was not reached: the others would not get there either. */
  async #send(one: Waiting): Promise<boolean> {
    one.sent = true;
    const { clientOpId, planVersion, slot, value } = one.edit;
    try {
      const body = { clientOpId, planVersion, values: { [slot]: value } };
      this.#plan = await call<Plan>(this.#address, { method: 'PATCH', body });
      this.#drop(one);
      this.#raise();
    } catch (error) {
      const aside = asideOf(error, slot);
      if (aside === undefined) {
        this.#failures += 1;
        this.#isSignedOut = error instanceof ApiError && error.code === 'not-signed-in';
        return false;
      }
      this.#setAside(one, aside);
    }
    this.#failures = 0;
    this.#changed();
    return true;
  }

  /** Sent again it would be refused again. What was typed since in the same section has its own chance. */
  #setAside(one: Waiting, aside: Aside): void {
    const since = this.#last(one.edit.slot);
    if (since !== undefined && since !== one) {
      since.edit = { ...since.edit, planVersion: one.edit.planVersion };
      since.base = one.base;
      this.#keep(since);
      this.#drop(one);
      return;
    }
    one.aside = aside;
    this.#keep(one);
  }

  #free(one: Waiting): void {
    one.aside = undefined;
    one.sent = false;
  }

  #rename(one: Waiting, edit: SectionEdit): void {
    const { clientOpId } = one.edit;
    one.edit = { ...edit, clientOpId: newIdempotencyKey() };
    this.#keep(one);
    void this.#log.remove([clientOpId]).catch(() => undefined);
  }

  #keep(one: Waiting | undefined): void {
    // Once it is closed the device may belong to somebody else: what was kept while it was typed is enough.
    if (one !== undefined && !this.#closed) void this.#log.put(asKept(this.#docId, one)).catch(() => undefined);
  }

  #drop(one: Waiting): void {
    this.#queue = this.#queue.filter((other) => other !== one);
    void this.#log.remove([one.edit.clientOpId]).catch(() => undefined);
  }

  /** Built on what is there now: no other change lies between. Else the server finds the conflict. */
  #raise(): void {
    const { version: planVersion } = this.#plan;
    for (const one of this.#queue) {
      const isOnTop = one.edit.planVersion < planVersion && one.base === textOf(valueIn(this.#plan, one.edit.slot));
      if (isOnTop) one.edit = { ...one.edit, planVersion };
    }
  }

  #open(): Waiting[] {
    return this.#queue.filter(({ aside }) => aside === undefined);
  }

  #last(slot: string): Waiting | undefined {
    return this.#queue.findLast(({ edit }) => edit.slot === slot);
  }

  #state(): SaveState {
    const asides = this.#queue.flatMap(({ aside }) => (aside === undefined ? [] : [aside.reason]));
    if (asides.length > 0) return asides.includes('changed') ? 'conflict' : 'refused';
    if (this.#queue.length === 0) return 'saved';
    if (this.#failures === 0) return 'saving';
    return this.#isSignedOut ? 'signed-out' : 'device';
  }

  #look(): PlanSnapshot {
    const sections = this.#plan.sections.map((section) => {
      const edit = this.#last(section.slot)?.edit;
      return edit === undefined ? section : { ...section, value: edit.value, edited: true };
    });
    const steps = sections
      .filter(({ kind }) => kind === 'steps')
      .flatMap(({ value }) => value as { minutes: number }[]);
    const plannedMinutes = steps.reduce((sum, { minutes }) => sum + minutes, 0);
    const asides = this.#queue.flatMap(({ edit, aside }) => (aside === undefined ? [] : [[edit.slot, aside]]));
    const plan = { ...this.#plan, sections, plannedMinutes };
    return { plan, state: this.#state(), asides: Object.fromEntries(asides), lasting: this.#log.lasting };
  }

  #changed(): void {
    this.#snapshot = this.#look();
    for (const listener of this.#listeners) listener();
  }
}
