import { useCallback, useEffect, useState } from 'react';
import type { RecordAnswer, RecordItem } from '../../../features/records/schema.ts';
import { ApiError, call, newIdempotencyKey } from './client.ts';

/** As the form gives it; the identifier is added when it is put into the outbox. */
export type Entry = Pick<RecordItem, 'allocationId' | 'date' | 'period' | 'units' | 'rowId' | 'outcome'> &
  Partial<Pick<RecordItem, 'reason' | 'note' | 'remarks'>>;
type Kept = Entry & { readonly clientOpId: string };

const retryMs = 10_000;

/**
 * What a teacher ticks is kept on the device until the server has it: nothing is lost when the network drops or the page
 * closes. Sending twice is harmless, each entry has its own identifier.
 */
export function useOutbox(userId: string, onSent: () => void) {
  const place = `teachtrack-deliveries-${userId}`;
  const [waiting, setWaiting] = useState<readonly Kept[]>(() => load(place));
  const [isRefused, setRefused] = useState(false);
  const flush = useCallback(async () => {
    const items = load(place).slice(0, 100);
    if (items.length === 0) return;
    try {
      const answer = await call<RecordAnswer>('/deliveries', { body: { items } });
      setRefused(answer.items.some(({ status }) => status === 'refused'));
      const sent = new Set(items.map(({ clientOpId }) => clientOpId));
      setWaiting(
        keep(
          place,
          load(place).filter(({ clientOpId }) => !sent.has(clientOpId)),
        ),
      );
      onSent();
    } catch (cause) {
      // Away, busy or signed out: the entries stay. Entries that no server would take would block all others.
      if (!(cause instanceof ApiError) || cause.code !== 'invalid-request') return;
      setWaiting(keep(place, []));
      setRefused(true);
    }
  }, [place, onSent]);
  useEffect(() => {
    void flush();
    const timer = setInterval(flush, retryMs);
    window.addEventListener('online', flush);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', flush);
    };
  }, [flush]);
  const add = (entry: Entry) => {
    setWaiting(keep(place, [...load(place), { ...entry, clientOpId: newIdempotencyKey() }]));
    void flush();
  };
  return { add, waiting, isRefused };
}

/** Private browsing and full devices may refuse: then entries live as long as the page. */
const memory = new Map<string, string>();

function load(place: string): Kept[] {
  let text = memory.get(place) ?? null;
  try {
    text = window.localStorage.getItem(place) ?? text;
  } catch {}
  return text === null ? [] : (JSON.parse(text) as Kept[]);
}

function keep(place: string, items: Kept[]): Kept[] {
  const text = JSON.stringify(items);
  memory.set(place, text);
  try {
    if (items.length === 0) window.localStorage.removeItem(place);
    else window.localStorage.setItem(place, text);
  } catch {}
  return items;
}
