import type { ServerResponse } from 'node:http';
import type { Redis } from 'ioredis';
import { channelOf } from './announce.ts';
import { type Event, eventSchema } from './schema.ts';

/** Open event streams of this process: one subscription in Redis for each person who has any. */
export type EventStreams = {
  /** Ready to miss nothing when it resolves. The returned function ends the stream. */
  open(userId: string, response: ServerResponse): Promise<() => void>;
  countOf(userId: string): number;
  /** Keeps a stream open that somebody else writes to, and ends it with the others. */
  adopt(response: ServerResponse): void;
  endAll(): void;
};

const keepOpenMs = 15_000;

export function createEventStreams(subscriber: Redis): EventStreams {
  const streams = new Map<string, Set<ServerResponse>>();

  subscriber.on('message', (channel: string, text: string) => {
    const open = streams.get(channel);
    if (open === undefined) return;
    const event = eventSchema.safeParse(JSON.parse(text));
    if (!event.success) return;
    for (const response of open) send(response, event.data);
  });

  const adopted = new Set<ServerResponse>();
  const all = () => [adopted, ...streams.values()];
  const heartbeat = setInterval(() => {
    for (const open of all()) for (const response of open) response.write(':\n\n');
  }, keepOpenMs);
  heartbeat.unref();

  function close(channel: string, response: ServerResponse): void {
    const open = streams.get(channel);
    if (open === undefined || !open.delete(response) || open.size > 0) return;
    streams.delete(channel);
    void subscriber.unsubscribe(channel).catch(() => undefined);
  }

  return {
    async open(userId, response) {
      const channel = channelOf(userId);
      const open = streams.get(channel) ?? new Set();
      streams.set(channel, open.add(response));
      response.once('close', () => close(channel, response));
      if (open.size === 1) await subscribed(subscriber, channel);
      return () => response.end();
    },
    countOf: (userId) => streams.get(channelOf(userId))?.size ?? 0,
    adopt(response) {
      adopted.add(response);
      response.once('close', () => adopted.delete(response));
    },
    endAll() {
      clearInterval(heartbeat);
      for (const open of all()) for (const response of open) response.end();
    },
  };
}

/** Waits for a moment only: while Redis is away the stream opens all the same and comes alive with it. */
async function subscribed(subscriber: Redis, channel: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 1_000);
  });
  await Promise.race([
    subscriber.subscribe(channel).then(
      () => undefined,
      () => undefined,
    ),
    patience,
  ]);
  clearTimeout(timer);
}

export function send(response: ServerResponse, { event, data }: Event): void {
  response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
