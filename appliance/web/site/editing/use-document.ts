import { type QueryClient, type QueryKey, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type KeptEdit, type OpLog, openOpLog } from './op-log.ts';

/** Edits of a document that the server may not have yet. */
export type Drafts = {
  readonly log: Promise<OpLog>;
  /** Those that were there before the document was read: else what arrives in between would be in neither. */
  before(): readonly KeptEdit[];
};

type Source<Document> = {
  readonly queryKey: QueryKey;
  /** Its name in the log of edits. */
  readonly docId: string;
  readonly read: () => Promise<Document>;
  /** How often it is read again, in milliseconds. */
  readonly again?: (document: Document | undefined) => number | false;
};

const storageMs = 1_500;

/**
 * A document that is edited. It `mayOpen` once it was read after the page was opened: what was read before lacks what was
 * typed since. While the server is away that may take long: then the last one known opens, with the drafts on top.
 */
export function useDocument<Document>({ queryKey, docId, read, again }: Source<Document>) {
  const [log] = useState(openOpLog);
  const found = useRef<readonly KeptEdit[]>([]);
  const query = useQuery({
    queryKey,
    queryFn: async () => {
      const kept = log.then((one) => one.list(docId)).catch(() => []);
      // A browser whose storage hangs shows the document all the same.
      found.current = await Promise.race([kept, new Promise<[]>((resolve) => setTimeout(resolve, storageMs, []))]);
      return read();
    },
    staleTime: 0,
    // What is typed is newer than what is read: the editor asks when it wants to know.
    refetchOnWindowFocus: false,
    refetchOnReconnect: ({ state }) => state.data === undefined,
    refetchInterval: ({ state }) => again?.(state.data) ?? false,
  });
  const name = queryKey.join(' ');
  const [opened, setOpened] = useState<string>();
  const isAway = query.failureCount > 0 || query.fetchStatus === 'paused';
  // Once it is open it stays open, whatever comes of reading it again.
  if (opened !== name && query.data !== undefined && (query.isFetchedAfterMount || isAway)) setOpened(name);
  const drafts: Drafts = { log, before: () => found.current };
  return { query, mayOpen: opened === name, drafts };
}

type Editor<Known> = { readonly close: () => Promise<void>; readonly known: () => Known };

/** Closes an editor; what its server is known to have is what opens next when the server is away then. */
export function leave<Known extends { readonly version: number }>(
  editor: Editor<Known>,
  client: QueryClient,
  queryKey: QueryKey,
): void {
  const note = () => {
    const known = editor.known();
    client.setQueryData<Known>(queryKey, (old) =>
      old === undefined || old.version >= known.version ? old : { ...old, ...known },
    );
  };
  note();
  void editor.close().then(note);
}
