import type { QueryClient } from '@tanstack/react-query';

/** After `noteEnded`: covers what was open, and asks who is here, which tells the server first that the person left. */
export async function signOutNow(client: QueryClient): Promise<void> {
  const stays = ['me', 'maintenance'];
  const isOfPerson = ({ queryKey }: { readonly queryKey: readonly unknown[] }) => !stays.includes(String(queryKey[0]));
  const asked = client.resetQueries({ queryKey: ['me'], exact: true });
  client.removeQueries({ predicate: isOfPerson });
  await asked;
}
