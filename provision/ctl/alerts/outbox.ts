import { asProvisionError } from '../../model/error.ts';
import type { Channel, ChannelName, Message } from './channels.ts';

/** One message on one way, from when it was written until it is there or given up. */
export type Delivery = {
  readonly id: string;
  readonly at: string;
  readonly channel: ChannelName;
  readonly to: string;
  readonly subject: string;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly tries: number;
  /** Why the last try did not work. */
  readonly reason?: string;
  readonly nextAt?: string;
  readonly sentAt?: string;
  /** While it waits. */
  readonly message?: Message;
};

/** Seconds until the next try; the last one again and again. */
const pauses = [10, 30, 60, 300, 900, 1_800, 3_600];
const giveUpMs = 86_400_000;
const kept = 100;

/** What was and is to be sent; survives restarts by being given what it had. */
export class Outbox {
  readonly #channels: readonly Channel[];
  #deliveries: readonly Delivery[];
  #busy = false;

  constructor(channels: readonly Channel[], deliveries: readonly Delivery[] = []) {
    this.#channels = channels;
    this.#deliveries = deliveries;
  }

  /** The newest first. */
  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** Messages between two moments, however many ways they took. */
  countBetween(fromMs: number, toMs: number): number {
    const between = this.#deliveries.filter(({ at }) => Date.parse(at) >= fromMs && Date.parse(at) <= toMs);
    return new Set(between.map(({ id }) => id.split('/')[0])).size;
  }

  add(message: Message): void {
    const { id, at, subject } = message;
    const added = this.#channels.map(
      ({ name, to }): Delivery => ({
        ...{ id: `${id}/${name}`, at, channel: name, to, subject, message },
        ...{ state: 'waiting', tries: 0, nextAt: at },
      }),
    );
    this.#deliveries = [...added, ...this.#deliveries].slice(0, kept);
  }

  isDue(nowMs: number): boolean {
    return this.#due(nowMs).length > 0;
  }

  /** Tries all that is due, the oldest first; false when an earlier call is still at it. */
  async send(nowMs: () => number = Date.now): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    try {
      const due = this.#due(nowMs());
      const ways = Map.groupBy(due, ({ channel }) => channel);
      await Promise.all(
        [...ways.values()].map(async (deliveries) => {
          for (const delivery of deliveries) this.#replace(await this.#tried(delivery, nowMs));
        }),
      );
      return true;
    } finally {
      this.#busy = false;
    }
  }

  #due(nowMs: number): readonly Delivery[] {
    const isDue = (one: Delivery) => one.state === 'waiting' && waitMs(one, nowMs) <= 0;
    return this.#deliveries.filter(isDue).toReversed();
  }

  #replace(delivery: Delivery): void {
    this.#deliveries = this.#deliveries.map((one) => (one.id === delivery.id ? delivery : one));
  }

  async #tried({ message, nextAt: _, reason: __, ...delivery }: Delivery, nowMs: () => number): Promise<Delivery> {
    const tries = delivery.tries + 1;
    const channel = this.#channels.find(({ name }) => name === delivery.channel);
    if (channel === undefined || message === undefined)
      return { ...delivery, tries, state: 'failed', reason: 'This way was taken out of the settings.' };
    try {
      await channel.send(message);
      return { ...delivery, tries, state: 'sent', sentAt: new Date(nowMs()).toISOString() };
    } catch (thrown) {
      const reason = asProvisionError(thrown).message;
      if (nowMs() - Date.parse(delivery.at) > giveUpMs) return { ...delivery, tries, state: 'failed', reason };
      return { ...delivery, tries, reason, message, nextAt: new Date(nowMs() + pauseMs(tries)).toISOString() };
    }
  }
}

/** No longer than the pause there was to be: a clock that was put back must not make an hour of ten seconds. */
function waitMs({ nextAt, tries }: Delivery, nowMs: number): number {
  const left = Date.parse(nextAt ?? '') - nowMs;
  return left > pauseMs(tries) ? 0 : left;
}

function pauseMs(tries: number): number {
  return tries === 0 ? 0 : (pauses[Math.min(tries, pauses.length) - 1] ?? 3_600) * 1000;
}
