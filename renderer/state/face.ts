import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { type RemoteError, remoteErrorOf } from '../../installer/channel/remote-error.ts';
import type { Contract } from '../../installer/contract/contract.ts';
import type { InputOf, NamesOf, OutputOf } from '../../installer/contract/define.ts';

export type CallName = NamesOf<Contract, 'call'>;
export type StreamName = NamesOf<Contract, 'stream'>;
export type In<N extends CallName | StreamName> = InputOf<Contract[N]>;
export type Out<N extends CallName | StreamName> = OutputOf<Contract[N]>;

export type Listener<T> = {
  readonly items: (values: readonly T[]) => void;
  readonly end?: () => void;
  readonly failed?: (error: RemoteError) => void;
};

/** What the screens ask of the program, whatever lies between. */
export type Face = {
  readonly ask: <N extends CallName>(name: N, input: In<N>) => Promise<Out<N>>;
  /** Gives a function that ends it. A broken line is made whole and the stream goes on after the last item. */
  readonly follow: <N extends StreamName>(name: N, input: In<N>, listener: Listener<Out<N>>) => () => void;
  /** Says at once and at every change whether the program can be reached. */
  readonly watchLine: (told: (line: LineNow) => void) => () => void;
};

/** `broken`: it is being reached again. `closed`: for ever, and why. */
export type LineNow =
  | { readonly state: 'opening' | 'open' | 'broken' }
  | { readonly state: 'closed'; readonly error: RemoteError };

const FaceContext = createContext<Face | undefined>(undefined);
export const FaceProvider = FaceContext.Provider;

export function useFace(): Face {
  const face = useContext(FaceContext);
  if (face === undefined) throw new Error('no FaceProvider above');
  return face;
}

/** Whether the program can be reached. */
export function useLine(): LineNow {
  const face = useFace();
  const [line, setLine] = useState<LineNow>({ state: 'opening' });
  useEffect(() => face.watchLine(setLine), [face]);
  return line;
}

/** An answer that is kept until it is asked anew. */
export function useAnswer<N extends CallName>(
  name: N,
  input: In<N>,
  enabled = true,
): UseQueryResult<Out<N>, RemoteError> {
  const face = useFace();
  return useQuery<Out<N>, RemoteError>({
    queryKey: [name, input],
    queryFn: () => face.ask(name, input),
    enabled,
  });
}

/** A call that a person makes by pressing something. */
export function useAct<N extends CallName>(name: N): UseMutationResult<Out<N>, RemoteError, In<N>> {
  const face = useFace();
  return useMutation<Out<N>, RemoteError, In<N>>({ mutationFn: (input) => face.ask(name, input) });
}

export type Latest<T> = { readonly value: T | undefined; readonly error: RemoteError | undefined };

/** The last item of a stream, followed from its beginning again whenever `times` changes. */
export function useLatest<N extends StreamName>(name: N, input: In<N> | undefined, times = 0): Latest<Out<N>> {
  const face = useFace();
  const key = input === undefined ? undefined : `${times} ${JSON.stringify(input)}`;
  const [latest, setLatest] = useState<Latest<Out<N>> & { readonly key: string | undefined }>();
  const given = useRef(input);
  given.current = input;
  useEffect(() => {
    if (key === undefined || given.current === undefined) return;
    return face.follow(name, given.current, {
      items: (values) => setLatest({ key, value: values.at(-1), error: undefined }),
      failed: (error) => setLatest({ key, value: undefined, error }),
    });
  }, [face, name, key]);
  return latest?.key === key && latest !== undefined ? latest : { value: undefined, error: undefined };
}

export function problemOf(thrown: unknown): RemoteError {
  return remoteErrorOf(thrown);
}
