import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { TermsAnswer } from '../../appliance/features/calendar/schema.ts';
import type { LearningAreasAnswer } from '../../appliance/features/curriculum/schema.ts';
import type { GenerateSchemeAnswer } from '../../appliance/features/schemes/schema.ts';
import { must } from './journey.ts';
import type { Answer, LanClient } from './lan-client.ts';

export type LoadResult = {
  readonly gets: number;
  readonly posts: number;
  /** Sentences about requests that were not answered as they should have been. */
  readonly failed: readonly string[];
  /** Schemes of work that the server said it would make: they must be there whatever happens. */
  readonly accepted: readonly string[];
  /** Of all answers, in the order they came. */
  readonly answeredMs: readonly number[];
};

export type Load = {
  readonly stop: () => Promise<LoadResult>;
  /** What was not answered as it should have been so far. */
  readonly failed: readonly string[];
  readonly accepted: readonly string[];
};

export type LoadOptions = {
  /** Pause of each teacher between two requests. */
  readonly pauseMs: number;
  /** Every so many requests of a teacher, a scheme of work is asked for. */
  readonly postEvery: number;
  /** Each request on a connection of its own: one that is kept may be closed at the very moment of the next request. */
  readonly ownConnections?: boolean;
};

/**
 * Signed-in teachers who read and, now and then, have a scheme made; each request is sent once and counted. It begins on a
 * server that works, or rejects.
 */
export async function steadyLoad(teachers: readonly LanClient[], options: LoadOptions): Promise<Load> {
  const failed: string[] = [];
  const counts = { gets: 0, posts: 0 };
  const answeredMs: number[] = [];
  const accepted: string[] = [];
  let over = false;
  const own = options.ownConnections === true ? { connection: 'close' } : {};

  const asked = async <T>(what: string, status: number, ask: () => Promise<Answer<T>>): Promise<T | undefined> => {
    const began = performance.now();
    try {
      const answer = await ask();
      if (answer.status === status) return answer.body;
      failed.push(`${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`);
    } catch (error) {
      failed.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      answeredMs.push(performance.now() - began);
    }
    return undefined;
  };

  const work = async (client: LanClient, number: number, taught: Taught) => {
    const reads = ['/me', '/schemes', '/dashboard', '/terms'];
    for (let turn = number; !over; turn += 1) {
      if (turn % options.postEvery === 0) {
        counts.posts += 1;
        const lessons = [1, 2, 3].map((weekday) => ({ weekday, period: 2, units: 1 }));
        const body = { ...taught, className: `L${number}-${turn}`, lessons };
        const answer = await asked<GenerateSchemeAnswer>('POST /schemes/generate', 202, () =>
          client.api('/schemes/generate', { body, headers: { ...own, 'idempotency-key': randomUUID() } }),
        );
        if (answer !== undefined) accepted.push(answer.schemeId);
      } else {
        counts.gets += 1;
        const path = reads[turn % reads.length] ?? '/me';
        await asked(`GET ${path}`, 200, () => client.api(path, { headers: own }));
      }
      await pause(options.pauseMs);
    }
  };

  const taughts = await Promise.all(teachers.map((client, number) => taughtOf(client, number)));
  const all = teachers.map((client, number) => work(client, number, taughts[number] ?? {}));
  return {
    failed,
    accepted,
    async stop() {
      over = true;
      await Promise.all(all);
      return { ...counts, accepted, answeredMs, failed };
    },
  };
}

type Taught = { readonly learningAreaId?: string | undefined; readonly termId?: string | undefined };

async function taughtOf(client: LanClient, number: number): Promise<Taught> {
  const areas = must(await client.api<LearningAreasAnswer>('/learning-areas'), 200);
  const terms = must(await client.api<TermsAnswer>('/terms'), 200);
  return {
    learningAreaId: areas.items[number % areas.items.length]?.id,
    termId: terms.current ?? terms.items[0]?.id,
  };
}
