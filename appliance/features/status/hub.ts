import type { ServerResponse } from 'node:http';
import type { PartsReader } from './parts.ts';
import type { Status } from './schema.ts';

/** The panel's open streams of this process: all of them are fed by one reader, which rests while nobody looks. */
export type Hub = {
  /** Sends all parts, then what changes. `isWelcome` is asked now and then; who no longer is, is let go. */
  open(response: ServerResponse, isWelcome: () => Promise<boolean>): Promise<void>;
  /** Reads at once, such as after an act whose outcome is to be seen. */
  refresh(): Promise<void>;
  stop(): void;
};

const usuallyEveryMs = 4_000;
const askAgainMs = 60_000;
/** A browser that takes nothing any more is let go; it comes back by itself. */
const mostUnsentBytes = 1_000_000;

export function createHub(reader: PartsReader, everyMs = usuallyEveryMs): Hub {
  const viewers = new Map<ServerResponse, () => Promise<boolean>>();
  let latest = new Map<string, Sent>();
  let reading: Promise<void> | undefined;
  let turn: NodeJS.Timeout | undefined;
  let asked = performance.now();

  function refresh(): Promise<void> {
    reading ??= readOnce().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function readOnce(): Promise<void> {
    const before = latest;
    latest = new Map(
      Object.entries(await reader.read()).map(([name, value]) => [name, eventOf(name, value, before.get(name))]),
    );
    const changed = [...latest]
      .filter(([name, { text }]) => before.get(name)?.text !== text)
      .map(([, { text }]) => text);
    const text = `${changed.join('')}${tick()}`;
    for (const response of viewers.keys()) {
      if (response.writableLength > mostUnsentBytes) response.destroy();
      else response.write(text);
    }
  }

  async function letGo(): Promise<void> {
    asked = performance.now();
    for (const [response, isWelcome] of viewers) {
      if (!(await isWelcome().catch(() => true))) response.end();
    }
  }

  function start(): void {
    if (turn !== undefined) return;
    turn = setInterval(() => {
      void refresh().catch(() => undefined);
      if (performance.now() - asked > askAgainMs) void letGo();
    }, everyMs);
    turn.unref();
  }

  function rest(): void {
    if (viewers.size > 0) return;
    clearInterval(turn);
    turn = undefined;
    latest = new Map();
  }

  return {
    async open(response, isWelcome) {
      response.once('close', () => {
        viewers.delete(response);
        rest();
      });
      if (latest.size === 0) await refresh();
      if (response.destroyed) return;
      response.write([...latest.values()].map(({ text }) => text).join('') + tick());
      viewers.set(response, isWelcome);
      start();
    },
    refresh,
    stop: () => clearInterval(turn),
  };
}

/** What is known of a part: most are the same for minutes, and the same value is not written as text again. */
type Sent = { readonly inner: unknown; readonly text: string };

function eventOf(name: string, value: Status[keyof Status], before: Sent | undefined): Sent {
  const { kind } = value;
  const inner = kind === 'there' ? value.value : undefined;
  if (inner !== undefined && before?.inner === inner) return before;
  return { inner, text: `event: part\ndata: ${JSON.stringify({ name, value })}\n\n` };
}

function tick(): string {
  return `event: tick\ndata: ${JSON.stringify({ at: new Date().toISOString() })}\n\n`;
}
