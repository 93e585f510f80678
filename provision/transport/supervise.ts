import { ProvisionError } from '../model/error.ts';

export type Supervised<T> = {
  /** For messages: the program's name. */
  readonly program: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly work: Promise<T>;
  /** Ends the work on the far side; awaited for a few seconds before the caller hears of it. */
  readonly stop: () => Promise<void>;
  /** Something more precise than "took too long". */
  readonly late?: () => ProvisionError | undefined;
};

const stopGraceMs = 5_000;

/** Waits for the work, its time limit or the caller's change of mind, whichever comes first. */
export async function supervise<T>({ program, timeoutMs, signal, work, stop, late }: Supervised<T>): Promise<T> {
  const limits = Promise.withResolvers<ProvisionError>();
  const cancelled = () => limits.resolve(cancelledError(program, signal));
  const timer = setTimeout(() => {
    const message = `${program} took longer than ${Math.round(timeoutMs / 1000)} s and was ended.`;
    limits.resolve(late?.() ?? new ProvisionError({ code: 'TT-RUN-02', message }));
  }, timeoutMs);
  signal?.addEventListener('abort', cancelled, { once: true });
  if (signal?.aborted) cancelled();
  try {
    const first = await Promise.race([work, limits.promise.then((error) => ({ overrun: error }) as const)]);
    if (!isOverrun(first)) return first;
    work.catch(() => {});
    await withinGrace(stop());
    throw first.overrun;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancelled);
  }
}

export function cancelledError(program: string, signal: AbortSignal | undefined): ProvisionError {
  return new ProvisionError({ code: 'TT-RUN-03', message: `${program} was cancelled.`, cause: signal?.reason });
}

function isOverrun(value: unknown): value is { readonly overrun: ProvisionError } {
  return typeof value === 'object' && value !== null && 'overrun' in value;
}

async function withinGrace(stopping: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, stopGraceMs);
  await Promise.race([stopping.catch(() => {}), promise]);
  clearTimeout(timer);
}
