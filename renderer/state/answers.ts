import { useQueryClient } from '@tanstack/react-query';
import type { Answers } from '../../installer/contract/answers.ts';
import { type In, useAct, useAnswer } from './face.ts';

type Secrets = In<'answers.set'>['secrets'] | undefined;

/** The answers of a connection, kept by the program; a change replaces them and has the check judged anew. */
export function useAnswers(connection: string) {
  const client = useQueryClient();
  const got = useAnswer('answers.get', { connection });
  const set = useAct('answers.set');
  const replace = (answers: Answers, then?: () => void, secrets?: Secrets) =>
    set.mutate(
      { connection, answers, ...(secrets === undefined ? {} : { secrets }) },
      {
        onSuccess: async (settled) => {
          client.setQueryData(['answers.get', { connection }], settled);
          await client.invalidateQueries({ queryKey: ['check.last', { connection }] });
          then?.();
        },
      },
    );
  return {
    settled: got.data,
    loadError: got.error,
    reload: got.refetch,
    error: set.error,
    isSaving: set.isPending,
    replace,
    /** Of no effect before the answers are there. */
    change: (by: (now: Answers) => Answers, then?: () => void, secrets?: Secrets) => {
      if (got.data !== undefined) replace(by(got.data.answers), then, secrets);
    },
  };
}
