import { Listr, type ListrTask, type ListrTaskWrapper } from 'listr2';
import type { JournalEvent, Plan } from '../../../installer/contract/events.ts';

type AnyTask = ListrTaskWrapper<unknown, never, never>;

/** Shows a run step by step, driven by the journal alone: no clock, no guess. */
export class RunProgress {
  readonly #lines = new Map<string, StepLine>();
  readonly #shown: Promise<unknown>;

  constructor(plan: Plan) {
    const tasks: ListrTask[] = plan.steps.map((step) => {
      const line = new StepLine();
      this.#lines.set(step.step, line);
      return {
        title: step.title,
        task: (_context, task) => line.follow(task as unknown as AnyTask),
        rendererOptions: { outputBar: 1 },
      };
    });
    this.#shown = new Listr(tasks, {
      concurrent: false,
      exitOnError: true,
      fallbackRendererCondition: () => !process.stdout.isTTY,
      registerSignalListeners: false,
    })
      .run()
      // The failure itself is told by whoever follows the run.
      .catch(() => undefined);
  }

  show(event: JournalEvent): void {
    switch (event.kind) {
      case 'step-satisfied':
        return this.#lines.get(event.step)?.done('as it should be');
      case 'step-said':
        return this.#lines.get(event.step)?.say(event.line);
      case 'step-done':
        return this.#lines.get(event.step)?.done(`${(event.durationMs / 1000).toFixed(1)} s`);
      case 'step-undone':
        return this.#lines.get(event.step)?.done('put back');
      case 'step-failed':
        return this.#lines.get(event.step)?.fail(`${event.code}: ${event.message}`);
      default:
        return;
    }
  }

  /** Ends the display; steps that were not reached are left as not begun. */
  async close(): Promise<void> {
    for (const line of this.#lines.values()) line.leave();
    await this.#shown;
  }
}

class StepLine {
  #task: AnyTask | undefined;
  #settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  #outcome: { readonly error?: Error } | undefined;
  #detail = '';

  follow(task: AnyTask): Promise<void> {
    this.#task = task;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#finish();
    });
  }

  say(line: string): void {
    if (this.#task !== undefined) this.#task.output = line;
  }

  done(detail: string): void {
    this.#detail = detail;
    this.#outcome ??= {};
    this.#finish();
  }

  fail(message: string): void {
    this.#outcome ??= { error: new Error(message) };
    this.#finish();
  }

  leave(): void {
    this.fail('not reached');
  }

  #finish(): void {
    if (this.#settle === undefined || this.#outcome === undefined) return;
    if (this.#outcome.error !== undefined) return this.#settle.reject(this.#outcome.error);
    if (this.#task !== undefined && this.#detail !== '') this.#task.title += ` (${this.#detail})`;
    this.#settle.resolve();
  }
}
