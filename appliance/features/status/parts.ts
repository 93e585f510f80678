import type { Services } from '../../services.ts';
import { version } from '../../version.ts';
import { readActivity } from '../activity/count.ts';
import type { Gate } from '../maintenance/gate.ts';
import { describeMaintenance } from '../maintenance/store.ts';
import { readQueues } from './queues.ts';
import { waitingRequests } from './requests.ts';
import type { Read, Status } from './schema.ts';
import { sharing } from './shared.ts';
import type { StateFile, StateFiles } from './state-files.ts';
import { statesSchema } from './states-schema.ts';

/** Reads all parts of the status, each by itself: one that fails is unreadable and takes no other with it. */
export type PartsReader = { read(): Promise<Status> };

/** Numbers that cost queries are read once for all processes in this time. */
const sharedMs = 5_900;
const partTimeoutMs = 2_500;
const started = new Date(Date.now() - process.uptime() * 1_000).toISOString();

export function createPartsReader(services: Services, files: StateFiles, gate: Gate): PartsReader {
  const { db, cache, settings } = services;
  /** Since when a part could not be read. */
  const failing = new Map<string, string>();
  const states = new Map<string, { readonly file: StateFile; readonly part: Read<unknown> }>();
  const shared = sharing(cache);
  const names = Object.keys(statesSchema.shape) as (keyof typeof statesSchema.shape)[];

  async function part<Value>(name: string, ask: () => Promise<Value>): Promise<Read<Value>> {
    try {
      const value = await within(partTimeoutMs, ask());
      failing.delete(name);
      return { kind: 'there', value };
    } catch (error) {
      services.log.debug({ err: error, part: name }, 'a part of the status could not be read');
      return unreadable(name);
    }
  }

  function unreadable(name: string): { readonly kind: 'unreadable'; readonly since: string } {
    const since = failing.get(name) ?? new Date().toISOString();
    failing.set(name, since);
    return { kind: 'unreadable', since };
  }

  /** The same value while the file is the same. */
  function state(name: keyof typeof statesSchema.shape, file: StateFile): Read<unknown> {
    const before = states.get(name);
    if (before?.file === file) return before.part;
    const part = stateOf(name, file);
    if (part.kind === 'there') states.set(name, { file, part });
    return part;
  }

  function stateOf(name: keyof typeof statesSchema.shape, file: StateFile): Read<unknown> {
    if (file.kind === 'absent') {
      failing.delete(name);
      return { kind: 'absent' };
    }
    const found = file.kind === 'there' ? statesSchema.shape[name].safeParse(file.state) : undefined;
    if (found?.success !== true) return unreadable(name);
    failing.delete(name);
    return { kind: 'there', value: found.data };
  }

  async function maintenance(): Promise<Status['maintenance']> {
    const found = await part('maintenance', () => describeMaintenance(db, gate.kept()));
    const { mode } = gate.answer();
    if (!gate.isClosedByServer() || mode === null || found.kind !== 'there') return found;
    return { kind: 'there', value: { ...found.value, mode: { ...mode, allowed: [], by: null, byServer: true } } };
  }

  return {
    async read() {
      const [activity, queues, closed, waiting, found] = await Promise.all([
        part('activity', () => shared('activity', sharedMs, () => readActivity(cache))),
        part('queues', () => shared('queues', sharedMs, () => readQueues(services))),
        maintenance(),
        part('waitingRequests', () => waitingRequests(settings.operations.requestsFolder)),
        Promise.all(names.map((name) => files.read(name))),
      ]);
      return {
        server: { kind: 'there', value: { name: settings.displayName, version, started } },
        activity,
        queues,
        maintenance: closed,
        waitingRequests: waiting,
        ...Object.fromEntries(names.map((name, index) => [name, state(name, found[index] ?? { kind: 'absent' })])),
      } as Status;
    },
  };
}

async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
