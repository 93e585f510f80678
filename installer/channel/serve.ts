import type { Definition, Definitions } from '../contract/define.ts';
import { type FaceError, faceErrorOf } from '../contract/error.ts';
import { Credits } from './credits.ts';
import { channelVersion, decode, type FromWindow, fromWindow, longestInput, type ToWindow } from './frame.ts';
import type { CallContext, Handlers, Item, StreamContext } from './handlers.ts';
import { Rate } from './rate.ts';
import { sendItems } from './send-items.ts';
import type { Wire } from './wire.ts';

/** Calls and streams that one window may have open. */
const mostOpen = 100;

export type Serving<C extends Definitions, Window> = {
  readonly wire: Wire;
  readonly contract: C;
  readonly handlers: Handlers<C, Window>;
  /** Handed to every handler. */
  readonly window: Window;
  /** False while another window is in charge. */
  readonly isInCharge: () => boolean;
  /** What of an error may cross: words and evidence, no secret. */
  readonly errorOf: (thrown: unknown) => FaceError;
};

type Started = { readonly stop: AbortController; readonly credits?: Credits };
type AnyHandler = (input: unknown, context: CallContext<unknown> | StreamContext<unknown>) => unknown;

/**
 * Answers one window over its wire until either end closes. Whatever is not understood closes the wire: a window of
 * ours never sends it. Gives a function that ends it.
 */
export function serve<C extends Definitions, Window>(serving: Serving<C, Window>): () => void {
  const { wire, contract, handlers, window, isInCharge, errorOf } = serving;
  const started = new Map<number, Started>();
  const rate = new Rate({ perSecond: 500, burst: 1_000 });
  let lastId = 0;
  let isGreeted = false;

  const say = (frame: ToWindow) => wire.send(JSON.stringify(frame));
  const end = () => {
    for (const { stop } of started.values()) stop.abort();
    started.clear();
    wire.close();
  };
  const refuse = (message: string) => {
    say({ k: 'error', error: misunderstood(message) });
    end();
  };

  const begin = async (frame: Extract<FromWindow, { k: 'call' | 'open' }>): Promise<void> => {
    const { id, name } = frame;
    if (id <= lastId) return refuse('A message came twice.');
    lastId = id;
    const definition: Definition | undefined = Object.hasOwn(contract, name) ? contract[name] : undefined;
    const kind = frame.k === 'call' ? 'call' : 'stream';
    if (definition?.kind !== kind)
      return say({ k: 'error', id, error: misunderstood(`There is no ${kind} “${name}”.`) });
    if (started.size >= mostOpen) return say({ k: 'error', id, error: misunderstood('Too much is asked at once.') });
    if (definition.access === 'in-charge' && !isInCharge()) return say({ k: 'error', id, error: notInCharge });
    const parsed = definition.in.safeParse(frame.in);
    if (!parsed.success) return say({ k: 'error', id, error: notValid(parsed.error.issues) });

    const stop = new AbortController();
    const credits = frame.k === 'open' ? new Credits(frame.credit) : undefined;
    started.set(id, credits === undefined ? { stop } : { stop, credits });
    const { signal } = stop;
    try {
      const handler = handlers[name] as unknown as AnyHandler;
      if (credits === undefined || frame.k === 'call') {
        const out = definition.out.parse(await handler(parsed.data, { signal, window }));
        await told();
        if (!signal.aborted) say({ k: 'result', id, out });
      } else {
        const items = handler(parsed.data, { signal, window, from: frame.from }) as AsyncIterable<Item<unknown>>;
        const send = (batch: readonly { seq: number; out: unknown }[]) => say({ k: 'items', id, items: [...batch] });
        await sendItems({ items, credits, signal, send, checked: (value) => definition.out.parse(value) });
        if (!signal.aborted) say({ k: 'end', id });
      }
    } catch (thrown) {
      if (!signal.aborted) say({ k: 'error', id, error: errorOf(thrown) });
    } finally {
      started.delete(id);
    }
  };

  wire.receive({
    closed: end,
    text(text) {
      if (!rate.allows()) return refuse('Messages come faster than any person works.');
      if (text.length > longestInput) return refuse('A message is too long.');
      const frame = decode(fromWindow, text);
      if (frame === undefined) return refuse('A message was not understood.');
      if (frame.k === 'hello') {
        if (frame.channel !== channelVersion) return refuse(`The window speaks version ${frame.channel}.`);
        isGreeted = true;
        return say({ k: 'welcome', channel: channelVersion });
      }
      if (!isGreeted) return refuse('The window did not introduce itself.');
      if (frame.k === 'more') return started.get(frame.id)?.credits?.grant(frame.credit);
      if (frame.k === 'stop') return started.get(frame.id)?.stop.abort();
      void begin(frame);
    },
  });
  return end;
}

/**
 * What a call changed is told by the streams before its result, so that a window never acts on a state it does not know of:
 * a stream sends in the turn after the change.
 */
async function told(): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await new Promise((resolve) => setTimeout(resolve, 0));
}

function misunderstood(message: string): FaceError {
  return faceErrorOf({ code: 'TT-WINDOW-03', message, evidence: [] });
}

const notInCharge = faceErrorOf({
  code: 'TT-WINDOW-01',
  message: 'This window only watches.',
  evidence: [],
});

/** Names the places and never the values, which may be secret. */
function notValid(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): FaceError {
  const evidence = issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return faceErrorOf({ code: 'TT-ANSWERS-01', message: 'What was entered is not valid.', evidence });
}
