type Named = { readonly clientOpId: string };

/** An edit that the server may not have yet. */
export type KeptEdit<Edit extends Named = Named> = {
  readonly docId: string;
  readonly edit: Edit;
  readonly at: number;
  /** What its cells held before. */
  readonly base: Readonly<Record<string, string>>;
  /** The server refused it: only the person sends it again. */
  readonly refused?: true;
};

/** Edits kept on this device until the server has them: they outlast a closed tab, a crash and a lost LAN. */
export type OpLog = {
  put(kept: KeptEdit): Promise<void>;
  remove(clientOpIds: readonly string[]): Promise<void>;
  list(docId: string): Promise<KeptEdit[]>;
  /** False where the browser keeps nothing, as in some private windows: then they last as long as the page. */
  readonly lasting: boolean;
};

/** Both lists without what is twice in them, in the order typed. */
export function togetherOf(some: readonly KeptEdit[], more: readonly KeptEdit[]): KeptEdit[] {
  const all = new Map([...some, ...more].map((kept) => [kept.edit.clientOpId, kept]));
  return [...all.values()].sort((a, b) => a.at - b.at);
}

const store = 'edits';

export async function openOpLog(): Promise<OpLog> {
  try {
    return lastingLog(await open());
  } catch {
    return passingLog();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('teachtrack-edits', 1);
    request.onupgradeneeded = () => {
      const edits = request.result.createObjectStore(store, { keyPath: 'edit.clientOpId' });
      edits.createIndex('docId', 'docId');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
}

function lastingLog(db: IDBDatabase): OpLog {
  const write = (work: (edits: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      const transaction = db.transaction(store, 'readwrite');
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
      work(transaction.objectStore(store));
    });
  return {
    lasting: true,
    put: (kept) => write((edits) => edits.put(kept)),
    remove: (ids) =>
      write((edits) => {
        for (const id of ids) edits.delete(id);
      }),
    list: (docId) =>
      new Promise((resolve, reject) => {
        const request = db.transaction(store).objectStore(store).index('docId').getAll(docId);
        request.onsuccess = () => resolve((request.result as KeptEdit[]).sort((a, b) => a.at - b.at));
        request.onerror = () => reject(request.error);
      }),
  };
}

function passingLog(): OpLog {
  const kept = new Map<string, KeptEdit>();
  return {
    lasting: false,
    async put(one) {
      kept.set(one.edit.clientOpId, one);
    },
    async remove(ids) {
      for (const id of ids) kept.delete(id);
    },
    list: async (docId) => [...kept.values()].filter((one) => one.docId === docId),
  };
}
