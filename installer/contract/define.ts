import type { z } from 'zod';

/** What a window may do that only watches while another one is in charge. */
export type Access = 'anyone' | 'in-charge';

/** One question and one answer. */
export type Call<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  readonly kind: 'call';
  readonly in: In;
  readonly out: Out;
  readonly access: Access;
};

/** One question and numbered items until it ends. It is taken up again after the last number seen. */
export type Stream<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  readonly kind: 'stream';
  readonly in: In;
  readonly out: Out;
  readonly access: Access;
};

export type Definition = Call | Stream;
export type Definitions = Readonly<Record<string, Definition>>;

type Given<In, Out> = { readonly in: In; readonly out: Out; readonly access?: Access };

/** A call that only the window in charge may make, unless `access` says otherwise. */
export function call<In extends z.ZodType, Out extends z.ZodType>(given: Given<In, Out>): Call<In, Out> {
  return { kind: 'call', access: 'in-charge', ...given };
}

/** A stream that any window may open, unless `access` says otherwise. */
export function stream<In extends z.ZodType, Out extends z.ZodType>(given: Given<In, Out>): Stream<In, Out> {
  return { kind: 'stream', access: 'anyone', ...given };
}

/** The names of one kind in a contract. */
export type NamesOf<C extends Definitions, Kind extends Definition['kind']> = {
  [Name in keyof C]: C[Name]['kind'] extends Kind ? Name : never;
}[keyof C] &
  string;

/** What is given with a call, as its writer types it; and what is read out of it. */
export type InputOf<D extends Definition> = z.input<D['in']>;
export type OutputOf<D extends Definition> = z.output<D['out']>;
