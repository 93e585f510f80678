/* What this device remembers of being shared, and what it forgets when somebody leaves it. */

const choice = 'teachtrack-shared';
const active = 'teachtrack-active';
const outboxes = 'teachtrack-deliveries-';

/** The last choice made here; before there is one, a computer counts as shared and a phone does not. */
export function isSharedDevice(): boolean {
  const chosen = read(choice);
  return chosen === null ? !window.matchMedia('(pointer: coarse)').matches : chosen === 'yes';
}

export function rememberShared(isShared: boolean): void {
  write(choice, isShared ? 'yes' : 'no');
}

/** Somebody is at it now, in whichever window. */
export function noteActive(now = Date.now()): void {
  write(active, String(now));
}

/** When somebody was last at it. */
export function lastActive(): number {
  return Number(read(active) ?? 0);
}

/** How many changes are only on this device. */
export async function countUnsent(): Promise<number> {
  let waiting = 0;
  for (const key of outboxKeys()) waiting += (JSON.parse(read(key) ?? '[]') as unknown[]).length;
  const edits = await edited((store) => store.count()).catch(() => 0);
  return waiting + (edits ?? 0);
}

/** Nothing of whoever was here stays. */
export async function forgetPerson(): Promise<void> {
  for (const key of outboxKeys()) window.localStorage.removeItem(key);
  await edited((store) => store.clear()).catch(() => undefined);
}

function outboxKeys(): string[] {
  try {
    return Object.keys(window.localStorage).filter((key) => key.startsWith(outboxes));
  } catch {
    return [];
  }
}

/** The edits that `editing/op-log.ts` keeps. Undefined where there are none yet. */
function edited<Result>(ask: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('teachtrack-edits');
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve(undefined);
    opening.onsuccess = () => {
      const db = opening.result;
      const request = ask(db.transaction('edits', 'readwrite').objectStore('edits'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.transaction?.addEventListener('complete', () => db.close());
    };
  });
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {}
}
