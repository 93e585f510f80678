import { useQueryClient } from '@tanstack/react-query';
import { type Out, useAct } from '../../state/face.ts';

/** Records a decision; what differs then is in the answer. */
export function useDecide(connection: string) {
  const client = useQueryClient();
  const decide = useAct('drift.decide');
  return {
    ...decide,
    about: (decision: Parameters<typeof decide.mutate>[0]['decision'], then?: () => void) =>
      decide.mutate(
        { connection, decision },
        {
          onSuccess(found: Out<'drift.look'>) {
            then?.();
            client.setQueryData(['drift.look', { connection }], found);
          },
        },
      ),
  };
}
