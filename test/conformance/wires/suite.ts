import { afterEach, describe, expect, test } from 'vitest';
import { type Client, createClient } from '../../../installer/channel/client.ts';
import { remoteErrorOf } from '../../../installer/channel/remote-error.ts';
import { serve } from '../../../installer/channel/serve.ts';
import type { Wire } from '../../../installer/channel/wire.ts';
import { faceErrorOf } from '../../../installer/contract/error.ts';
import { asProvisionError } from '../../../installer/session/values.ts';
import { type Practice, practice, practised } from './practice-contract.ts';

/** A place where wires can be made: `open` gives a window’s end and hands the program’s end to `onWire`. */
export type WirePlace = {
  readonly open: () => Promise<Wire>;
  /** Breaks every wire, as a crash or a reload does, without the client being asked. */
  readonly cut: () => void;
  readonly end: () => Promise<void>;
};
export type MakeWirePlace = (onWire: (wire: Wire) => void) => Promise<WirePlace>;

/** What every wire must do, for all hosts alike. */
export function wireSuite(name: string, make: MakeWirePlace): void {
  describe(`the wire ${name}`, () => {
    let place: WirePlace | undefined;
    let client: Client<Practice> | undefined;

    afterEach(async () => {
      client?.close();
      await place?.end();
    });

    async function connected({ isInCharge = true } = {}) {
      const seen = practised();
      const made = await make((wire) =>
        serve({
          wire,
          contract: practice,
          handlers: seen.handlers,
          window: { name: 'practice' },
          isInCharge: () => isInCharge,
          errorOf: (thrown) => faceErrorOf(asProvisionError(thrown)),
        }),
      );
      place = made;
      const face = createClient(practice, made.open);
      client = face;
      return { seen, face, cut: made.cut };
    }

    test('answers calls, many at once, each with its own answer', async () => {
      const { face } = await connected();
      const sums = await Promise.all(Array.from({ length: 60 }, (_, a) => face.call('sums.add', { a, b: 1 })));
      expect(sums.map(({ sum }) => sum)).toEqual(Array.from({ length: 60 }, (_, a) => a + 1));
    });

    test('carries long texts and every script whole', async () => {
      const { face } = await connected();
      const text = `Mpango wa kazi · 教案 · خطة · ${'\u2028'} "${'x'.repeat(300_000)}"`;
      expect((await face.call('texts.echo', { text })).text).toBe(text);
    });

    test('an error crosses with its code, its words and its evidence', async () => {
      const { face } = await connected();
      const error = remoteErrorOf(await face.call('faults.refuse', {}).catch((thrown: unknown) => thrown));
      expect(error.code).toBe('TT-SSH-03');
      expect(error.face).toMatchObject({ title: 'The server does not answer.', evidence: ['10 s'] });
      expect(error.face.causes.length).toBeGreaterThan(1);
    });

    test('what the contract does not name does not cross', async () => {
      const { face } = await connected();
      expect(await face.call('faults.leak', {})).toEqual({ shown: 'yes' });
    });

    test('input that is not valid is refused with its place and without its value', async () => {
      const { face } = await connected();
      const wrong = { a: 'hunter2hunter2', b: 1 } as unknown as { a: number; b: number };
      const error = remoteErrorOf(await face.call('sums.add', wrong).catch((thrown: unknown) => thrown));
      expect(error.code).toBe('TT-ANSWERS-01');
      expect(error.face.evidence[0]).toMatch(/^a: /);
      expect(JSON.stringify(error.face)).not.toContain('hunter2');
    });

    test('a call that is given up ends at the other end, too', async () => {
      const { face, seen } = await connected();
      const stop = new AbortController();
      const waiting = face.call('waits.forever', {}, { signal: stop.signal }).catch((thrown: unknown) => thrown);
      await face.call('sums.add', { a: 1, b: 1 });
      stop.abort();
      expect(remoteErrorOf(await waiting).code).toBe('TT-RUN-03');
      await expect.poll(() => seen.stopped).toEqual(['waits.forever']);
    });

    test('a stream brings every item once and in order, in batches, and ends', async () => {
      const { face } = await connected();
      const numbers: number[] = [];
      let batches = 0;
      for await (const batch of face.stream('counts.up', { to: 5_000 })) {
        batches += 1;
        numbers.push(...batch.map(({ seq, value }) => (seq === value.n ? seq : Number.NaN)));
      }
      expect(numbers).toEqual(Array.from({ length: 5_000 }, (_, index) => index + 1));
      expect(batches).toBeLessThan(2_500);
    });

    test('a stream begins where it is told and brings its error', async () => {
      const { face } = await connected();
      const numbers: number[] = [];
      const follow = async () => {
        for await (const batch of face.stream('counts.up', { to: 9, failAt: 8 }, { from: 5 }))
          numbers.push(...batch.map(({ seq }) => seq));
      };
      const error = remoteErrorOf(await follow().catch((thrown: unknown) => thrown));
      expect(numbers).toEqual([5, 6, 7]);
      expect(error.code).toBe('TT-RUN-02');
    });

    test('a window that does not read holds the stream up, and leaving the loop ends it', async () => {
      const { face, seen } = await connected();
      for await (const _batch of face.stream('counts.up', { to: 1_000_000 })) {
        let before: number;
        do {
          before = seen.produced;
          await new Promise((resolve) => setTimeout(resolve, 100));
        } while (seen.produced !== before);
        expect(seen.produced).toBeLessThan(3_000);
        break;
      }
      await expect.poll(() => seen.stopped).toEqual(['counts.up']);
    });

    test('what a call changed is told by the streams before the call has its answer', async () => {
      const { face } = await connected();
      const seen: string[] = [];
      const stop = new AbortController();
      const watching = (async () => {
        for await (const batch of face.stream('state.watch', {}, { signal: stop.signal }))
          seen.push(...batch.map(({ value }) => value));
      })().catch(() => undefined);
      await expect.poll(() => seen).toEqual(['first']);
      for (const to of ['second', 'third', 'fourth']) {
        await face.call('state.set', { to });
        expect(seen.at(-1)).toBe(to);
      }
      stop.abort();
      await watching;
    });

    test('a broken wire is opened anew: calls under way reject, streams go on after the last item', async () => {
      const { face, cut } = await connected();
      const states: string[] = [];
      face.onLine((state) => states.push(state));
      const waiting = face.call('waits.forever', {}).catch((thrown: unknown) => thrown);
      const numbers: number[] = [];
      let isCut = false;
      for await (const batch of face.stream('counts.up', { to: 4_000 })) {
        numbers.push(...batch.map(({ seq }) => seq));
        if (!isCut) {
          isCut = true;
          cut();
        }
      }
      expect(numbers).toEqual(Array.from({ length: 4_000 }, (_, index) => index + 1));
      expect(remoteErrorOf(await waiting).code).toBe('TT-WINDOW-04');
      expect(states).toContain('broken');
      expect((await face.call('sums.add', { a: 2, b: 3 })).sum).toBe(5);
    });

    test('a window that only watches may look and not act', async () => {
      const { face } = await connected({ isInCharge: false });
      expect(await face.call('sums.watch', {})).toEqual({ part: 'practice' });
      const error = remoteErrorOf(await face.call('sums.add', { a: 1, b: 1 }).catch((thrown: unknown) => thrown));
      expect(error.code).toBe('TT-WINDOW-01');
    });
  });
}
