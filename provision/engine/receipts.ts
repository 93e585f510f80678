import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../model/change.ts';
import { ProvisionError } from '../model/error.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { canonicalJson } from './canonical.ts';
import { removeDurable, writeDurable } from './durable.ts';

/** What is kept of one step from its first receipt until it is undone: the server's state before us. */
export type StoredReceipt = {
  readonly step: string;
  /** The run that took the first part. */
  readonly run: string;
  /** Version of the product that took the first part. */
  readonly version: string;
  readonly receipt: JsonObject;
  /** Every change that was announced since, each once, in order. */
  readonly changes: readonly Change[];
  /** The step was undone but holds data that was kept: only an uninstall that removes data undoes it again. */
  readonly dataKept?: true;
};

/**
 * Receipts on the server's disk, one file a step. A receipt is an object of entries keyed by resource, or of groups
 * of such entries (`{ files: { '/etc/a': … } }`). The first writer of an entry wins: a later run, or a run resumed
 * after a kill, sees our own half-done work and must not take it for the state before us. New entries are added.
 */
export class Receipts {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  read(step: string): StoredReceipt | undefined {
    const path = this.#path(step);
    if (!existsSync(path)) return undefined;
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as StoredReceipt;
    } catch (cause) {
      throw new ProvisionError({ code: 'TT-JOURNAL-01', message: `The receipt ${path} is unreadable.`, cause });
    }
  }

  /** By step id. */
  all(): ReadonlyMap<string, StoredReceipt> {
    if (!existsSync(this.#folder)) return new Map();
    const names = readdirSync(this.#folder).filter((name) => name.endsWith('.json'));
    const steps = names.map((name) => name.slice(0, -'.json'.length).replaceAll('__', '/'));
    return new Map(steps.flatMap((step) => [this.read(step)]).flatMap((one) => (one ? [[one.step, one]] : [])));
  }

  /** Adds what is new, durably, and gives what is then known. */
  keep(taken: Omit<StoredReceipt, 'dataKept'>): StoredReceipt {
    const known = this.read(taken.step);
    const kept: StoredReceipt =
      known === undefined
        ? taken
        : {
            step: known.step,
            run: known.run,
            version: known.version,
            receipt: firstWins(known.receipt, taken.receipt),
            changes: eachOnce([...known.changes, ...taken.changes]),
          };
    if (known === undefined || canonicalJson(known) !== canonicalJson(kept)) this.#write(kept);
    return kept;
  }

  /** The state a step reached is in use again: its receipt counts for the next uninstall. */
  revive(step: string): void {
    const known = this.read(step);
    if (known?.dataKept === undefined) return;
    const { dataKept: _, ...revived } = known;
    this.#write(revived);
  }

  keepForData(stored: StoredReceipt): void {
    this.#write({ ...stored, dataKept: true });
  }

  forget(step: string): void {
    if (existsSync(this.#path(step))) removeDurable(this.#path(step));
  }

  #write(stored: StoredReceipt): void {
    writeDurable(this.#path(stored.step), `${JSON.stringify(stored, null, 1)}\n`);
  }

  #path(step: string): string {
    return join(this.#folder, `${step.replaceAll('/', '__')}.json`);
  }
}

/** Whether an uninstall has to undo the step. */
export function toUndo(stored: StoredReceipt | undefined, removeData: boolean): stored is StoredReceipt {
  return stored !== undefined && (stored.dataKept === undefined || removeData);
}

/** Entries and entries of groups of `first` stay; those only in `later` are added. */
export function firstWins(first: JsonObject, later: JsonObject): JsonObject {
  const added = Object.entries(later).map(([key, value]): [string, Json] => {
    const known = first[key];
    return [key, isObject(known) && isObject(value) ? { ...value, ...known } : (known ?? value)];
  });
  return { ...first, ...Object.fromEntries(added.filter(([key]) => first[key] === undefined || isObject(first[key]))) };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function eachOnce(changes: readonly Change[]): readonly Change[] {
  const key = (change: Change) => canonicalJson(change.kind === 'file' ? { ...change, diff: undefined } : change);
  return [...new Map(changes.map((change) => [key(change), change])).values()];
}
