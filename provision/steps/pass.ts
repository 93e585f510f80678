import type { Facts } from '../model/fact.ts';
import type { Step, StepContext, UndoContext } from '../model/step.ts';

/** What was read of the machine in one pass over the steps: each reading is made once, and forgotten after any change. */
export class Pass {
  readonly #readings = new Map<string, Promise<unknown>>();

  /** The reading of this name, made by `read` when nobody asked before. A failed one is not kept. */
  reading<T>(name: string, read: () => Promise<T>): Promise<T> {
    const known = this.#readings.get(name);
    if (known !== undefined) return known as Promise<T>;
    const made = read();
    this.#readings.set(name, made);
    made.catch(() => this.#readings.delete(name));
    return made;
  }

  forget(): void {
    this.#readings.clear();
  }
}

type Passing = Pick<StepContext, 'facts'>;

/** Facts are what a pass is about: the same facts, the same readings. Held weakly, so a pass ends with its facts. */
const passes = new WeakMap<Facts, Pass>();

export function passOf({ facts }: Passing): Pass {
  const known = passes.get(facts);
  if (known !== undefined) return known;
  const made = new Pass();
  passes.set(facts, made);
  return made;
}

/** A step whose changes make every reading of the pass stale, also when they fail half-way. */
export function changing(step: Step): Step {
  const forgetting =
    <C extends StepContext | UndoContext>(act: (context: C, receipt: Parameters<Step['apply']>[1]) => Promise<void>) =>
    async (context: C, receipt: Parameters<Step['apply']>[1]) => {
      try {
        await act(context, receipt);
      } finally {
        passOf(context).forget();
      }
    };
  return {
    ...step,
    check: (context) => step.check(context),
    apply: forgetting((context: StepContext, receipt) => step.apply(context, receipt)),
    undo: forgetting((context: UndoContext, receipt) => step.undo(context, receipt)),
  };
}
