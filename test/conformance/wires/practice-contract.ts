import { z } from 'zod';
import type { Handlers, Item } from '../../../installer/channel/handlers.ts';
import { call, stream } from '../../../installer/contract/define.ts';
import { State } from '../../../installer/session/held/state.ts';
import { ProvisionError } from '../../../installer/session/values.ts';

/** A contract with one of everything that a wire must carry. */
export const practice = {
  'sums.add': call({ in: z.strictObject({ a: z.number(), b: z.number() }), out: z.object({ sum: z.number() }) }),
  'sums.watch': call({ in: z.strictObject({}), out: z.object({ part: z.string() }), access: 'anyone' }),
  'texts.echo': call({ in: z.strictObject({ text: z.string() }), out: z.object({ text: z.string() }) }),
  'state.set': call({ in: z.strictObject({ to: z.string() }), out: z.object({}) }),
  'state.watch': stream({ in: z.strictObject({}), out: z.string() }),
  'faults.refuse': call({ in: z.strictObject({}), out: z.object({}) }),
  'faults.leak': call({ in: z.strictObject({}), out: z.object({ shown: z.string() }) }),
  'waits.forever': call({ in: z.strictObject({}), out: z.object({}) }),
  'counts.up': stream({
    in: z.strictObject({ to: z.int(), failAt: z.int().exactOptional() }),
    out: z.object({ n: z.int() }),
  }),
} as const;
export type Practice = typeof practice;

export type Practised = {
  readonly handlers: Handlers<Practice, { readonly name: string }>;
  /** Calls and streams that were given up, by name. */
  readonly stopped: string[];
  /** Items taken from `counts.up` so far. */
  produced: number;
};

export function practised(): Practised {
  const state = new State('first');
  const seen: Practised = {
    stopped: [],
    produced: 0,
    handlers: {
      'sums.add': async ({ a, b }) => ({ sum: a + b }),
      'sums.watch': async (_input, { window }) => ({ part: window.name }),
      'texts.echo': async ({ text }) => ({ text }),
      'state.set': async ({ to }) => {
        state.set(to);
        return {};
      },
      'state.watch': (_input, { signal }) => state.watch(signal),
      'faults.refuse': async () => {
        throw new ProvisionError({ code: 'TT-SSH-03', message: '10.0.0.9 does not answer.', evidence: ['10 s'] });
      },
      // More than the contract says: it must not cross.
      'faults.leak': async () => ({ shown: 'yes', password: 'hunter2hunter2' }),
      'waits.forever': (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            seen.stopped.push('waits.forever');
            reject(new Error('given up'));
          });
        }),
      async *'counts.up'({ to, failAt }, { from, signal }): AsyncGenerator<Item<{ n: number }>> {
        signal.addEventListener('abort', () => seen.stopped.push('counts.up'));
        for (let n = Math.max(1, from); n <= to; n++) {
          if (n === failAt) throw new ProvisionError({ code: 'TT-RUN-02', message: 'It took too long.' });
          seen.produced = n;
          yield { seq: n, value: { n } };
        }
      },
    },
  };
  return seen;
}
