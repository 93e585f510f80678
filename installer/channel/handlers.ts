import type { z } from 'zod';
import type { Call, Definitions, Stream } from '../contract/define.ts';

/** One item of a stream and its number, which a window names to go on after it. */
export type Item<T> = { readonly seq: number; readonly value: T };

export type CallContext<Window> = {
  /** Aborted when the window gives the call up or is gone. */
  readonly signal: AbortSignal;
  readonly window: Window;
};

export type StreamContext<Window> = CallContext<Window> & {
  /** Number of the first item wanted; 0 and 1 mean all. */
  readonly from: number;
};

/** One function for every name of a contract. */
export type Handlers<C extends Definitions, Window> = {
  readonly [Name in keyof C]: C[Name] extends Stream<infer In, infer Out>
    ? (input: z.output<In>, context: StreamContext<Window>) => AsyncIterable<Item<z.input<Out>>>
    : C[Name] extends Call<infer In, infer Out>
      ? (input: z.output<In>, context: CallContext<Window>) => Promise<z.input<Out>>
      : never;
};
