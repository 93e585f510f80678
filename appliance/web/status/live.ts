import { useEffect, useState } from 'react';
import type { Status, StatusEvent } from '../../features/status/schema.ts';

/** What the server tells, as it tells it. `lostSince`: the page hears nothing any more, and all of it is from then. */
export type Live = {
  readonly parts: Partial<Status>;
  readonly lostSince: number | null;
  /** The server's clock, which the moments in the parts are of. */
  readonly now: number;
};

/** Three ticks missed. */
const silenceMs = 13_000;
const againMs = 5_000;

/** Listens to the server's events for as long as the page is there. */
export function useLive(onRefused: () => void): Live {
  const [parts, setParts] = useState<Partial<Status>>({});
  const [clock, setClock] = useState({ heard: Date.now(), ahead: 0, now: Date.now() });
  useEffect(() => {
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource('/api/v1/status/events');
      source.addEventListener('part', (event) => {
        const { name, value } = data<'part'>(event);
        setParts((before) => ({ ...before, [name]: value }));
      });
      source.addEventListener('tick', (event) => {
        const now = Date.now();
        setClock({ heard: now, ahead: Date.parse(data<'tick'>(event).at) - now, now });
      });
      source.addEventListener('error', () => {
        // The browser tries again by itself, unless the server refused.
        if (source?.readyState !== EventSource.CLOSED) return;
        onRefused();
        again = setTimeout(open, againMs);
      });
    };
    open();
    const turn = setInterval(() => setClock((before) => ({ ...before, now: Date.now() })), 1_000);
    return () => {
      source?.close();
      clearTimeout(again);
      clearInterval(turn);
    };
  }, [onRefused]);
  const isLost = clock.now - clock.heard > silenceMs;
  return { parts, lostSince: isLost ? clock.heard : null, now: clock.now + clock.ahead };
}

function data<Name extends StatusEvent['event']>(event: Event) {
  type Data = Extract<StatusEvent, { readonly event: Name }>['data'];
  return JSON.parse((event as MessageEvent<string>).data) as Data;
}
