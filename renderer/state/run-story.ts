import type { RunItem } from '../../installer/contract/calls/run.ts';
import type { FaceEntry } from '../../installer/contract/shapes/journal.ts';

type Event = FaceEntry['event'];
type EndOfRun = Extract<RunItem, { kind: 'end' }>;
type Started = Extract<Event, { kind: 'run-started' }>;
export type RunPlan = Started['plan'];
export type Failure = Extract<Event, { kind: 'step-failed' }>;
export type Verified = Extract<Event, { kind: 'verified' }>['checks'];

export type StepState = 'waiting' | 'working' | 'done' | 'as-it-should-be' | 'put-back' | 'failed';
export type StepView = {
  readonly step: string;
  readonly title: string;
  /** Its weight: seconds by the plan's own measure. */
  readonly seconds: number;
  readonly state: StepState;
  readonly durationMs?: number;
  /** When it began, ISO 8601 UTC. */
  readonly startedAt?: string;
  /** The last line it said: what is being done or waited for. */
  readonly said?: string;
};

export type LogLine = { readonly seq: number; readonly at: string; readonly step: string; readonly text: string };

export type RunView = {
  readonly plan: RunPlan | undefined;
  readonly origin: Started['origin'] | undefined;
  readonly startedAt: string | undefined;
  /** When the last entry was written, by the server's clock. */
  readonly lastAt: string | undefined;
  readonly resumed: number;
  readonly steps: readonly StepView[];
  /** From work done, never from a clock: 0 to 100, and 100 only when the run has ended well. */
  readonly percent: number;
  readonly doing: StepView | undefined;
  /** Grows in place; `lines` tells how many there are. */
  readonly log: readonly LogLine[];
  readonly lines: number;
  readonly verified: Verified;
  /** Why it failed; of an upgrade, why it went back. */
  readonly failure: Failure | undefined;
  /** Of an upgrade that brings the version before back by itself. */
  readonly back: 'working' | 'done' | 'failed' | undefined;
  /** Why that failed, too. */
  readonly backFailure: Failure | undefined;
  readonly end: EndOfRun['outcome'] | undefined;
  /** Of a run that is done: what the firewall came to. */
  readonly firewall: EndOfRun['firewall'];
  readonly isLineBroken: boolean;
};

/** Folds a run's items into what a person sees. Adding is cheap; `view` makes the picture. */
export class RunStory {
  #plan: RunPlan | undefined;
  #origin: Started['origin'] | undefined;
  #startedAt: string | undefined;
  #lastAt: string | undefined;
  #resumed = 0;
  #steps: StepView[] = [];
  #places = new Map<string, number>();
  #log: LogLine[] = [];
  #verified: Verified = [];
  #failure: Failure | undefined;
  #back: RunView['back'];
  #backFailure: Failure | undefined;
  #end: RunView['end'];
  #firewall: RunView['firewall'];
  #isLineBroken = false;

  add(item: RunItem): void {
    if (item.kind === 'line') {
      this.#isLineBroken = item.state === 'broken';
    } else if (item.kind === 'end') {
      this.#end = item.outcome;
      this.#firewall = item.firewall;
      this.#isLineBroken = false;
    } else {
      this.#isLineBroken = false;
      this.#entry(item.entry);
    }
  }

  view(): RunView {
    const steps = [...this.#steps];
    return {
      plan: this.#plan,
      origin: this.#origin,
      startedAt: this.#startedAt,
      lastAt: this.#lastAt,
      resumed: this.#resumed,
      steps,
      percent: this.#end === 'done' ? 100 : Math.min(99, percentOf(steps)),
      doing: this.#end === undefined ? steps.findLast((step) => step.state === 'working') : undefined,
      log: this.#log,
      lines: this.#log.length,
      verified: this.#verified,
      failure: this.#failure,
      back: this.#back,
      backFailure: this.#backFailure,
      end: this.#end,
      firewall: this.#firewall,
      isLineBroken: this.#isLineBroken,
    };
  }

  #entry({ seq, at, event }: FaceEntry): void {
    this.#lastAt = at;
    switch (event.kind) {
      case 'run-started':
        this.#plan = event.plan;
        this.#origin = event.origin;
        this.#startedAt = at;
        this.#steps = event.plan.steps.map(({ step, title, seconds }) => ({ step, title, seconds, state: 'waiting' }));
        this.#places = new Map(this.#steps.map(({ step }, index) => [step, index]));
        return;
      case 'run-resumed':
        this.#resumed += 1;
        // An upgrade that has failed goes on going back.
        if (this.#back === undefined) this.#failure = undefined;
        this.#backFailure = undefined;
        this.#verified = [];
        this.#end = undefined;
        this.#steps = this.#steps.map(({ step, title, seconds }) => ({ step, title, seconds, state: 'waiting' }));
        return;
      case 'step-satisfied':
        return this.#set(event.step, { state: 'as-it-should-be' });
      case 'step-started':
        if (this.#isGoingBack(event.step)) this.#goesBack(event.step);
        this.#set(event.step, { state: 'working', startedAt: at });
        return this.#say({ seq, at, step: event.step, text: this.#titleOf(event.step) });
      case 'step-said':
        this.#set(event.step, { said: event.line });
        return this.#say({ seq, at, step: event.step, text: event.line });
      case 'step-done':
        if (event.step === lastOfGoingBack && this.#isGoingBack(event.step)) this.#back = 'done';
        return this.#set(event.step, { state: 'done', durationMs: event.durationMs });
      case 'step-undone':
        return this.#set(event.step, { state: 'put-back', durationMs: event.durationMs });
      case 'step-failed':
        if (this.#back === undefined) this.#failure = event;
        else {
          this.#back = 'failed';
          this.#backFailure = event;
        }
        this.#set(event.step, { state: 'failed' });
        return this.#say({ seq, at, step: event.step, text: `${event.code}: ${event.message}` });
      case 'verified':
        this.#verified = event.checks;
        return;
      case 'run-finished':
        return;
    }
  }

  #isGoingBack(step: string): boolean {
    return this.#plan?.upgrade?.direction === 'forward' && goingBack.includes(step);
  }

  /** The plan of an upgrade does not name these. */
  #goesBack(step: string): void {
    this.#back = 'working';
    if (this.#places.has(step)) return;
    this.#places.set(step, this.#steps.length);
    this.#steps.push({ step, title: step, seconds: 0, state: 'waiting' });
  }

  #set(step: string, change: Partial<StepView>): void {
    const place = this.#places.get(step);
    const old = place === undefined ? undefined : this.#steps[place];
    if (place !== undefined && old !== undefined) this.#steps[place] = { ...old, ...change };
  }

  #titleOf(step: string): string {
    return this.#steps[this.#places.get(step) ?? -1]?.title ?? step;
  }

  #say(line: LogLine): void {
    this.#log.push(line);
  }
}

const lastOfGoingBack = 'upgrade/back';
const goingBack: readonly string[] = ['upgrade/database', lastOfGoingBack];

const finished: readonly StepState[] = ['done', 'as-it-should-be', 'put-back'];

/** Weighted by the seconds each step is planned to take; a step that is at work counts when it is done. */
function percentOf(steps: readonly StepView[]): number {
  const weight = (some: readonly StepView[]) => some.reduce((sum, { seconds }) => sum + Math.max(1, seconds), 0);
  const all = weight(steps);
  if (all === 0) return 0;
  return Math.floor((100 * weight(steps.filter(({ state }) => finished.includes(state)))) / all);
}

/** Seconds still planned, scaled by how this server has done so far; undefined before anything is done. */
export function secondsLeft(steps: readonly StepView[]): number | undefined {
  const done = steps.filter(({ state, durationMs }) => finished.includes(state) && durationMs !== undefined);
  const planned = done.reduce((sum, { seconds }) => sum + seconds, 0);
  const took = done.reduce((sum, { durationMs = 0 }) => sum + durationMs / 1000, 0);
  if (planned < 5) return undefined;
  const left = steps.filter(({ state }) => state === 'waiting' || state === 'working');
  const scale = Math.min(3, Math.max(0.3, took / planned));
  return left.reduce((sum, { seconds }) => sum + seconds, 0) * scale;
}
