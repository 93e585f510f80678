import type { Plan } from '../../../features/plans/schema.ts';
import { ApiError, call, newIdempotencyKey } from '../api/client.ts';
import type { KeptEdit, OpLog } from './op-log.ts';

export type PlanValue = Plan['sections'][number]['value'];
type SectionEdit = { clientOpId: string; slot: string; value: PlanValue; planVersion: number };
export type PlanSnapshot = {
  readonly plan: Plan;
  readonly state: 'saved' | 'saving' | 'device' | 'conflict';
  /** Sections somebody else changed, with what they hold now; what the person typed stays in the field. */
  readonly theirs: Readonly<Record<string, PlanValue>>;
};

const waitMs = 700;

/** Sections of a plan as the person types them: kept on this device until the server has them. */
export class PlanSaver {
  readonly #log: OpLog;
  readonly #docId: string;
  readonly #address: string;
  readonly #listeners = new Set<() => void>();
  #plan: Plan;
  #queue = new Map<string, SectionEdit>();
  #theirs: Record<string, PlanValue> = {};
  #state: PlanSnapshot['state'] = 'saved';
  #snapshot: PlanSnapshot;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #sending = false;
  #closed = false;

  constructor(plan: Plan, log: OpLog, language: string) {
    this.#plan = plan;
    this.#log = log;
    this.#docId = `plan ${plan.rowId}`;
    this.#address = `/schemes/${plan.schemeId}/plans/${plan.rowId}?language=${language}`;
    this.#snapshot = this.#look();
    window.addEventListener('online', this.#now);
  }

  async resume(): Promise<void> {
    const kept = (await this.#log.list(this.#docId).catch(() => [])) as KeptEdit<SectionEdit>[];
    for (const { edit } of kept) if (!this.#queue.has(edit.slot)) this.#queue.set(edit.slot, edit);
    if (this.#queue.size > 0) this.#now();
    this.#changed();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    window.removeEventListener('online', this.#now);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  snapshot = (): PlanSnapshot => this.#snapshot;

  type(slot: string, value: PlanValue): void {
    delete this.#theirs[slot];
    const before = this.#queue.get(slot);
    const edit = { clientOpId: newIdempotencyKey(), slot, value, planVersion: this.#plan.version };
    this.#queue.set(slot, edit);
    void this.#log.put({ docId: this.#docId, edit, at: Date.now(), base: {} }).catch(() => undefined);
    if (before !== undefined) void this.#log.remove([before.clientOpId]).catch(() => undefined);
    if (this.#state === 'saved') this.#state = 'saving';
    this.#changed();
    this.#later(waitMs);
  }

  /** Whether everything typed has reached the server; sends what is left and waits for it. */
  async settled(): Promise<boolean> {
    clearTimeout(this.#timer);
    for (let turn = 0; turn < 60 && (this.#queue.size > 0 || this.#sending); turn += 1) {
      if (this.#sending) await new Promise((resolve) => setTimeout(resolve, 50));
      else await this.#flush();
      if (this.#failures > 0 || this.#state === 'conflict') return false;
    }
    return this.#queue.size === 0;
  }

  /** The plan as an act of the server left it. */
  take(plan: Plan): void {
    this.#plan = plan;
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
    const batch = [...this.#queue.values()].filter(({ slot }) => !(slot in this.#theirs));
    const first = batch[0];
    if (this.#sending || first === undefined) return;
    this.#sending = true;
    try {
      const values = Object.fromEntries(batch.map(({ slot, value }) => [slot, value]));
      const planVersion = Math.min(...batch.map((one) => one.planVersion));
      // The same edits are the same act, however often they are sent.
      const clientOpId = first.clientOpId;
      const body = { clientOpId, planVersion, values };
      this.#plan = await call<Plan>(this.#address, { method: 'PATCH', body });
      for (const one of batch) if (this.#queue.get(one.slot) === one) this.#queue.delete(one.slot);
      await this.#log.remove(batch.map((one) => one.clientOpId)).catch(() => undefined);
      for (const one of this.#queue.values()) one.planVersion = this.#plan.version;
      this.#failures = 0;
      this.#state = this.#queue.size > 0 ? 'saving' : 'saved';
    } catch (error) {
      this.#refused(error);
    }
    this.#sending = false;
    const open = [...this.#queue.keys()].some((slot) => !(slot in this.#theirs));
    if (open) this.#later(this.#failures === 0 ? waitMs : Math.min(20_000, 500 * 2 ** this.#failures));
    this.#changed();
  }

  #refused(error: unknown): void {
    this.#failures += 1;
    const current = error instanceof ApiError && error.code === 'conflict' ? error.problem?.current : undefined;
    if (current === undefined) {
      this.#state = 'device';
      return;
    }
    this.#theirs = { ...this.#theirs, ...(current as Record<string, PlanValue>) };
    this.#state = 'conflict';
    this.#failures = 0;
  }

  /** The person has seen the other text and keeps the own one. */
  async keepMine(slot: string): Promise<void> {
    const edit = this.#queue.get(slot);
    if (edit === undefined) return;
    this.#plan = await call<Plan>(this.#address);
    this.type(slot, edit.value);
  }

  #look(): PlanSnapshot {
    const sections = this.#plan.sections.map((section) => {
      const edit = this.#queue.get(section.slot);
      return edit === undefined ? section : { ...section, value: edit.value, edited: true };
    });
    const steps = sections
      .filter(({ kind }) => kind === 'steps')
      .flatMap(({ value }) => value as { minutes: number }[]);
    const plannedMinutes = steps.reduce((sum, { minutes }) => sum + minutes, 0);
    return { plan: { ...this.#plan, sections, plannedMinutes }, state: this.#state, theirs: this.#theirs };
  }

  #changed(): void {
    this.#snapshot = this.#look();
    for (const listener of this.#listeners) listener();
  }
}
