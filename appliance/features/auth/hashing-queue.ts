import { ProblemError } from '../common/problem.ts';

export type HashingQueue = { run<Result>(work: () => Promise<Result>): Promise<Result> };

export type HashingLimits = {
  /** At the same time; each takes 19 MiB. */
  readonly concurrency: number;
  /** Waiting at most; the next one is refused. */
  readonly waiting: number;
  /** Waiting longer than this is refused as well. */
  readonly deadlineMs: number;
};

/** Lets only so many hash at once, so that a rush of sign-ins cannot take all processors and memory. */
export function createHashingQueue({ concurrency, waiting, deadlineMs }: HashingLimits): HashingQueue {
  const queue: (() => void)[] = [];
  let running = 0;

  async function enter(): Promise<void> {
    if (running < concurrency) {
      running++;
      return;
    }
    if (queue.length >= waiting) throw busy();
    await new Promise<void>((resolve, reject) => {
      const start = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(start), 1);
        reject(busy());
      }, deadlineMs);
      queue.push(start);
    });
  }

  function leave(): void {
    const next = queue.shift();
    if (next === undefined) running--;
    else next();
  }

  return {
    async run(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}

function busy(): ProblemError {
  return new ProblemError('busy', 'Very many people are signing in at this moment.', { retryAfter: 3 });
}
