/** What became of one input of a batch: its output, or why it has none. */
export type Each<Output> = PromiseSettledResult<Output>;

/**
 * Gathers calls while the work for earlier ones is under way and does them at once, at most `most` at a time: a single
 * call begins in the same turn, thousands share a few transactions. `work` gives one outcome for each input, in order;
 * what it throws is thrown to every caller of that batch. `lanes`: batches that may be under way side by side.
 */
export function together<Input, Output>(
  work: (inputs: readonly Input[]) => Promise<readonly Each<Output>[]>,
  most: number,
  lanes = 1,
): (input: Input) => Promise<Output> {
  type Waiting = {
    readonly input: Input;
    readonly settle: (output: Output) => void;
    readonly refuse: (error: unknown) => void;
  };
  let waiting: Waiting[] = [];
  let busy = 0;

  async function workOff(): Promise<void> {
    busy += 1;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const outcomes = await work(batch.map(({ input }) => input));
        for (const [index, { settle, refuse }] of batch.entries()) {
          const outcome = outcomes[index];
          if (outcome?.status === 'fulfilled') settle(outcome.value);
          else refuse(outcome?.reason);
        }
      } catch (error) {
        for (const { refuse } of batch) refuse(error);
      }
    }
    busy -= 1;
  }

  return (input) =>
    new Promise((settle, refuse) => {
      waiting.push({ input, settle, refuse });
      if (busy < lanes) void workOff();
    });
}
