import { useQueryClient } from '@tanstack/react-query';
import type { Answers } from '../../installer/contract/answers.ts';
import { useAct, useAnswer } from './face.ts';

/** The answers of a connection, kept by the program; a change replaces them and has the check judged anew. */
export function useAnswers(connection: string) {
  const client = useQueryClient();
  const got = useAnswer('answers.get', { connection });
  const set = useAct('answers.set');
  const replace = (answers: Answers, then?: () => void) =>
    set.mutate(
      { connection, answers },
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
    change: (by: (now: Answers) => Answers, then?: () => void) => {
      if (got.data !== undefined) replace(by(got.data.answers), then);
    },
  };
}
