import type { State } from '../ops/state-file.ts';

/** What a person may do about an item: put ours back, keep theirs, or leave it with a reason until it changes again. */
export type Choice = 'restore' | 'keep' | 'accept';

export type DriftItem = {
  /** Such as `file:/etc/teachtrack/nginx/nginx.conf`; the same difference has the same id at every look. */
  readonly id: string;
  /** Id of the step that puts ours back. */
  readonly step: string;
  readonly title: string;
  readonly kind: 'file' | 'folder' | 'setting' | 'unit' | 'release' | 'package' | 'account' | 'database' | 'masked';
  /** A sentence: what is different. */
  readonly what: string;
  /** Why it matters, or what to know before choosing. */
  readonly advice?: string;
  /** Unified, from ours to what is there; secrets are masked. */
  readonly diff?: string;
  readonly choices: readonly Choice[];
  /** Of those, what may be decided in a browser; only in the state file. */
  readonly panel?: readonly Choice[];
  /** Of the difference as it is now. */
  readonly digest: string;
  /** Somebody left it as it is, and it has not changed since. */
  readonly accepted?: { readonly by: string; readonly at: string; readonly reason: string };
};

/** A file that somebody keeps as they changed it: no difference any more, and shown so that nobody forgets. */
export type KeptItem = {
  readonly path: string;
  readonly step: string;
  readonly by: string;
  readonly at: string;
  /** Ours is another one than when they decided, such as after an upgrade: worth a look. */
  readonly oursChanged: boolean;
  readonly diff: string;
};

export type NotChecked = {
  readonly step: string;
  readonly title: string;
  readonly why: string;
  /** An item says why: a mask stops its step from looking. */
  readonly explained?: true;
};

/** What was changed on the server by hand since it was set up. `ok` is null when something could not be looked at. */
export type Drift = State & {
  readonly items: readonly DriftItem[];
  readonly kept: readonly KeptItem[];
  readonly notChecked: readonly NotChecked[];
  readonly lookedMs: number;
};

export function summed(drift: Pick<Drift, 'items' | 'kept' | 'notChecked'>): Pick<Drift, 'ok' | 'summary'> {
  const open = drift.items.filter(({ accepted }) => accepted === undefined);
  const accepted = drift.items.length - open.length;
  const rest = [
    ...(accepted === 0 ? [] : [`${accepted} accepted`]),
    ...(drift.kept.length === 0 ? [] : [`${drift.kept.length} kept as changed`]),
  ].join(', ');
  const aside = rest === '' ? '' : ` (${rest})`;
  if (open.length > 0) {
    const things = open.length === 1 ? 'One thing is' : `${open.length} things are`;
    return { ok: false, summary: `${things} not as set up: ${named(open)}${aside}.` };
  }
  const unexplained = drift.notChecked.filter(({ explained }) => explained === undefined);
  if (unexplained.length > 0) {
    const titles = unexplained.map(({ title }) => title).join(', ');
    return { ok: null, summary: `Could not look at everything: ${titles}${aside}.` };
  }
  return { ok: true, summary: `Everything is as it was set up${aside}.` };
}

function named(items: readonly Pick<DriftItem, 'id' | 'kind'>[]): string {
  const names = [...new Set(items.map(nameOf))];
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

/** What a person calls it: a file by its path, a unit by its name alone. */
function nameOf({ id, kind }: Pick<DriftItem, 'id' | 'kind'>): string {
  const [, name = id, ...rest] = id.split(':');
  return kind === 'unit' ? name : [name, ...rest].join(':');
}
