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

/** What a handler may give: the same, or with everything in it read-only. */
export type Given<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer One)[]
    ? readonly Given<One>[]
    : T extends object
      ? { readonly [Key in keyof T]: Given<T[Key]> }
      : T;

/** One function for every name of a contract. */
export type Handlers<C extends Definitions, Window> = {
  readonly [Name in keyof C]: C[Name] extends Stream<infer In, infer Out>
    ? (input: z.output<In>, context: StreamContext<Window>) => AsyncIterable<Item<Given<z.input<Out>>>>
    : C[Name] extends Call<infer In, infer Out>
      ? (input: z.output<In>, context: CallContext<Window>) => Promise<Given<z.input<Out>>>
      : never;
};
