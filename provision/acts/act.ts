import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeDurable } from '../engine/durable.ts';
import type { Host } from '../engine/host.ts';
import { Redactor } from '../engine/redact.ts';
import { asProvisionError, type ErrorCode } from '../model/error.ts';
import type { Origin } from '../model/journal.ts';
import type { Json } from '../model/json.ts';
import type { Sample } from '../prove/shapes.ts';

/** Long acts on a running server that are no run of steps. The last one of each is told on the server. */
export const actNames = ['backup', 'restore', 'drill', 'prove'] as const;
export type ActName = (typeof actNames)[number];

/** One line of what an act does. The first is `started`, the last `done` or `failed`. No secrets. */
export type ActEvent =
  | {
      readonly kind: 'started';
      readonly act: ActName;
      readonly id: string;
      readonly origin: Origin;
      readonly holder: Holder;
    }
  | { readonly kind: 'said'; readonly line: string }
  | { readonly kind: 'progress'; readonly doneBytes: number; readonly ofBytes: number }
  | ({ readonly kind: 'sample' } & Sample)
  | { readonly kind: 'done'; readonly summary: string; readonly result: Json }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly evidence: readonly string[];
    };

type Holder = { readonly bootId: string; readonly pid: number; readonly startTime: string };

/** `seq` counts from 1; `at` is ISO 8601 UTC. */
export type ActEntry = { readonly seq: number; readonly at: string; readonly event: ActEvent };

export type ActPlace = { readonly folder: string; readonly host: Host; readonly secretFolders: readonly string[] };

/** Writes down what an act does, so that anybody may follow it, also after their connection broke. */
export class Act {
  readonly id: string;
  readonly #path: string;
  readonly #redactor: Redactor;
  #seq = 0;
  #lastProgressMs = 0;

  private constructor(path: string, id: string, redactor: Redactor) {
    this.#path = path;
    this.id = id;
    this.#redactor = redactor;
  }

  static begin(place: ActPlace, act: ActName, origin: Origin): Act {
    const id = `${act}-${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').toLowerCase()}-${process.pid}`;
    const made = new Act(pathOf(place.folder, act), id, new Redactor(place.secretFolders));
    const holder = {
      bootId: place.host.bootId(),
      pid: process.pid,
      startTime: place.host.startTimeOf(process.pid) ?? '',
    };
    made.#append({ kind: 'started', act, id, origin, holder });
    return made;
  }

  say(line: string): void {
    this.#append({ kind: 'said', line });
  }

  /** At most four times a second: a follower sees no more. */
  progress(doneBytes: number, ofBytes: number): void {
    const now = Date.now();
    if (now - this.#lastProgressMs < 250) return;
    this.#lastProgressMs = now;
    this.#append({ kind: 'progress', doneBytes: Math.round(doneBytes), ofBytes: Math.round(ofBytes) });
  }

  /** What a capacity test measured in the last second. */
  sample(sample: Sample): void {
    this.#append({ kind: 'sample', ...sample });
  }

  done(summary: string, result: Json): void {
    this.#append({ kind: 'done', summary, result });
  }

  failed(thrown: unknown): void {
    const { code, message, evidence } = asProvisionError(thrown);
    this.#append({ kind: 'failed', code, message, evidence });
  }

  #append(event: ActEvent): void {
    this.#seq += 1;
    const entry: ActEntry = { seq: this.#seq, at: new Date().toISOString(), event: this.#redactor.json(event) };
    const line = `${JSON.stringify(entry)}\n`;
    if (this.#seq === 1) writeDurable(this.#path, line, 0o600);
    else appendFileSync(this.#path, line);
  }
}

/** All that was told of the last act of this name; nothing when there was none. */
export function readAct(folder: string, act: ActName): readonly ActEntry[] {
  try {
    const text = readFileSync(pathOf(folder, act), 'utf8');
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as ActEntry);
  } catch {
    return [];
  }
}

export function actId(entries: readonly ActEntry[]): string | undefined {
  const first = entries[0]?.event;
  return first?.kind === 'started' ? first.id : undefined;
}

export type ActEnd = Extract<ActEvent, { readonly kind: 'done' | 'failed' }> | { readonly kind: 'gone' };

export type Following = ActPlace & {
  readonly act: ActName;
  /** An act that is not the one meant: the one before. */
  readonly notId?: string | undefined;
  readonly fromSeq?: number;
  readonly onEntry: (entry: ActEntry) => void;
  readonly signal: AbortSignal;
  /** Says when whoever was to start the act has given up. */
  readonly isStarting?: () => Promise<boolean>;
};

/** Tells what the act does until its end. `gone`: its process was killed, or never began. */
export async function followAct(following: Following): Promise<ActEnd> {
  const { folder, host, act, notId, fromSeq = 1, onEntry, signal, isStarting } = following;
  let seen = fromSeq - 1;
  let deadSeen = false;
  while (!signal.aborted) {
    const entries = readAct(folder, act);
    const isMeant = entries.length > 0 && (notId === undefined || actId(entries) !== notId);
    if (isMeant) {
      for (const entry of entries.slice(seen)) onEntry(entry);
      seen = Math.max(seen, entries.length);
      const last = entries.at(-1)?.event;
      if (last?.kind === 'done' || last?.kind === 'failed') return last;
    }
    const lives = isMeant ? isAlive(entries, host) : ((await isStarting?.()) ?? false);
    if (!lives && deadSeen) return { kind: 'gone' };
    deadSeen = !lives;
    await sleep(250, undefined, { signal }).catch(() => undefined);
  }
  return { kind: 'gone' };
}

/** Whether the process of the act runs. */
export function isAlive(entries: readonly ActEntry[], host: Host): boolean {
  const first = entries[0]?.event;
  const last = entries.at(-1)?.event;
  if (first?.kind !== 'started' || last?.kind === 'done' || last?.kind === 'failed') return false;
  const { bootId, pid, startTime } = first.holder;
  return bootId === host.bootId() && host.startTimeOf(pid) === startTime;
}

function pathOf(folder: string, act: ActName): string {
  return join(folder, `${act}.jsonl`);
}
