import type { ActAnswer, Edit, EditsAnswer, Scheme, SchemeRow } from '../../../features/schemes/schema.ts';
import { ApiError, call, newIdempotencyKey } from '../api/client.ts';
import { besideServer, type Conflict, conflictsOf } from './conflict.ts';
import { type KeptEdit, type OpLog, togetherOf } from './op-log.ts';
import { applied, asText, cellOf } from './rows.ts';

export type SaveState = 'saved' | 'saving' | 'device' | 'conflict' | 'refused' | 'signed-out';

export type Snapshot = {
  readonly rows: readonly SchemeRow[];
  readonly state: SaveState;
  readonly pending: number;
  readonly conflicts: readonly Conflict[];
  /** Edits would outlast a closed tab. */
  readonly lasting: boolean;
};

/** `base`: what the cells held when the person typed over them. */
type Waiting = { edit: Edit; sent: boolean; readonly at: number; readonly base: Readonly<Record<string, string>> };

const waitMs = 700;
const longestWaitMs = 20_000;
const atOnce = 150;

/** The rows of a scheme as the person sees them, and what of it the server has. */
export class Autosave {
  readonly #schemeId: string;
  readonly #log: OpLog;
  readonly #listeners = new Set<() => void>();
  readonly #others: BroadcastChannel | undefined;
  #server: readonly SchemeRow[];
  #version: number;
  #queue: Waiting[] = [];
  #conflicts: Conflict[] = [];
  #state: SaveState = 'saved';
  #snapshot: Snapshot;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #sending = false;
  #closed = false;

  constructor(scheme: Scheme, log: OpLog) {
    this.#schemeId = scheme.id;
    this.#log = log;
    this.#server = scheme.rows;
    this.#version = scheme.version;
    this.#snapshot = this.#look();
    this.#others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`scheme-${scheme.id}`);
    if (this.#others !== undefined) this.#others.onmessage = ({ data }) => this.#adopt(data as ActAnswer);
    window.addEventListener('online', this.#now);
  }

  /** Takes up what a closed tab or a crash left on this device, and what was there `before` the scheme was read. */
  async resume(before: readonly KeptEdit[] = []): Promise<void> {
    const kept = await this.#log.list(this.#schemeId).catch(() => []);
    const known = new Set(this.#queue.map(({ edit }) => edit.clientOpId));
    const found = togetherOf(before, kept).filter(({ edit }) => !known.has(edit.clientOpId)) as KeptEdit<Edit>[];
    const waiting = found.filter(({ refused }) => refused === undefined);
    this.#queue = [...waiting.map(({ edit, base, at }) => ({ edit, base, at, sent: true })), ...this.#queue];
    for (const { edit, refused } of found) if (refused) this.#conflicts.push(...besideServer(edit, this.#server));
    if (this.#conflicts.length > 0) this.#state = 'refused';
    if (this.#queue.length > 0) this.#now();
    this.#changed();
  }

  /** What is not on the server yet is sent a last time; what does not arrive stays on this device. */
  async close(): Promise<void> {
    this.#closed = true;
    window.removeEventListener('online', this.#now);
    await this.settled();
    this.#others?.close();
  }

  /** What the server is known to have. */
  known(): { readonly rows: readonly SchemeRow[]; readonly version: number } {
    return { rows: this.#server, version: this.#version };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  snapshot = (): Snapshot => this.#snapshot;

  /** Does an edit at once for the eye, keeps it on this device, and sends it soon. */
  do(edit: Edit): void {
    const before = this.#queue.findLast((one) => !one.sent && sameCell(one.edit, edit));
    const merged = before === undefined ? edit : ({ ...edit, clientOpId: before.edit.clientOpId } as Edit);
    if (before !== undefined) before.edit = mergedEdit(before.edit, merged);
    else this.#queue.push({ edit, sent: false, at: Date.now(), base: this.#baseOf(edit) });
    this.#keep(before ?? this.#queue.at(-1));
    if (this.#state === 'saved') this.#state = 'saving';
    this.#changed();
    this.#later(waitMs);
  }

  /** Waits until nothing is on its way; false when the server cannot be reached. */
  async settled(): Promise<boolean> {
    clearTimeout(this.#timer);
    for (let turn = 0; turn < 60 && (this.#queue.length > 0 || this.#sending); turn += 1) {
      if (this.#sending) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      await this.#flush();
      if (this.#failures > 0) return false;
    }
    return this.#queue.length === 0;
  }

  /** Rows that an act of the server changed. */
  take(answer: ActAnswer): void {
    this.#adopt(answer);
    this.#others?.postMessage(answer);
  }

  /** The scheme as it was read again. */
  replace({ rows, version }: Pick<Scheme, 'rows' | 'version'>): void {
    this.#server = rows;
    this.#version = version;
    this.#changed();
  }

  decide(conflict: Conflict, keep: 'mine' | 'theirs'): void {
    this.#conflicts = this.#conflicts.filter((one) => one !== conflict);
    const isOfMore = this.#conflicts.some((one) => one.edit.clientOpId === conflict.edit.clientOpId);
    if (!isOfMore) void this.#log.remove([conflict.edit.clientOpId]).catch(() => undefined);
    if (this.#conflicts.length === 0) this.#state = this.#queue.length > 0 ? 'saving' : 'saved';
    const { edit } = conflict;
    const row = this.#server.find(({ id }) => 'rowId' in edit && id === edit.rowId);
    if (keep === 'mine' && row !== undefined && 'rowVersion' in edit) {
      this.do({ ...edit, clientOpId: newIdempotencyKey(), rowVersion: row.version });
    }
    this.#changed();
  }

  #keep(one: Waiting | undefined, refused?: true): void {
    // Once it is closed the device may belong to somebody else: what was kept while it was typed is enough.
    if (one === undefined || this.#closed) return;
    const { edit, at, base } = one;
    const kept: KeptEdit<Edit> = { docId: this.#schemeId, edit, at, base, ...(refused === true ? { refused } : {}) };
    void this.#log.put(kept).catch(() => undefined);
  }

  #baseOf(edit: Edit): Record<string, string> {
    const row = edit.type === 'cells' ? this.#snapshot.rows.find(({ id }) => id === edit.rowId) : undefined;
    if (edit.type !== 'cells' || row?.kind !== 'lesson') return {};
    return Object.fromEntries(Object.keys(edit.cells).map((name) => [name, asText(cellOf(row, name))]));
  }

  #now = () => {
    this.#failures = 0;
    this.#later(0);
  };

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.#flush(), ms);
  }

  async #flush(): Promise<void> {
    if (this.#sending || this.#queue.length === 0) return;
    const batch = firstOfEachRow(this.#queue).slice(0, atOnce);
    this.#sending = true;
    for (const one of batch) one.sent = true;
    try {
      const body = { edits: batch.map(({ edit }) => edit) };
      const answer = await call<EditsAnswer>(`/schemes/${this.#schemeId}/edits`, { body });
      await this.#accept(batch, answer);
      this.#failures = 0;
    } catch (error) {
      await this.#refused(batch, error);
    }
    this.#sending = false;
    if (this.#queue.length > 0 && !this.#closed) this.#later(this.#pauseMs());
    this.#changed();
  }

  #pauseMs(): number {
    if (this.#failures === 0) return waitMs;
    return Math.min(longestWaitMs, 500 * 2 ** this.#failures) * (0.7 + Math.random() * 0.6);
  }

  async #accept(batch: readonly { edit: Edit }[], answer: EditsAnswer): Promise<void> {
    const over = new Set(batch.map(({ edit }) => edit.clientOpId));
    const lost: string[] = [];
    for (const result of answer.results) {
      const edit = batch.find((one) => one.edit.clientOpId === result.clientOpId)?.edit;
      if (edit === undefined || result.status === 'saved') continue;
      if (result.status === 'conflict') this.#conflicts.push(...conflictsOf(edit, result.theirs));
      else if (edit.type === 'cells') this.#conflicts.push(...conflictsOf(edit, {}));
      lost.push(result.clientOpId);
    }
    this.#queue = this.#queue.filter(({ edit }) => !over.has(edit.clientOpId));
    this.#adopt(answer);
    this.#others?.postMessage(answer);
    await this.#log.remove([...over].filter((id) => !lost.includes(id))).catch(() => undefined);
    this.#state = this.#conflicts.length > 0 ? 'conflict' : this.#queue.length > 0 ? 'saving' : 'saved';
  }

  async #refused(batch: readonly Waiting[], error: unknown): Promise<void> {
    this.#failures += 1;
    const code = error instanceof ApiError ? error.code : 'internal';
    this.#state = code === 'not-signed-in' ? 'signed-out' : 'device';
    if (code !== 'invalid-request' && code !== 'not-found' && code !== 'conflict') return;
    // Sent again it would be refused again, or written when nobody thinks of it any more: the person decides.
    const over = new Set(batch.map(({ edit }) => edit.clientOpId));
    for (const one of batch) {
      this.#conflicts.push(...besideServer(one.edit, this.#server));
      // Only cells are shown there; anything else is tried again when the scheme is opened.
      if (one.edit.type === 'cells') this.#keep(one, true);
    }
    this.#queue = this.#queue.filter(({ edit }) => !over.has(edit.clientOpId));
    this.#state = 'refused';
    this.#failures = 0;
  }

  /** The server's revision of rows counts; what is typed meanwhile stands on top of it. */
  #adopt({ rows, removed, order, schemeVersion }: ActAnswer): void {
    this.#version = Math.max(this.#version, schemeVersion);
    const fresh = new Map(rows.map((row) => [row.id, row]));
    const before = new Map(this.#server.map((row) => [row.id, row]));
    for (const one of this.#queue) {
      const row = 'rowId' in one.edit ? fresh.get(one.edit.rowId) : undefined;
      if (row === undefined || !('rowVersion' in one.edit) || one.edit.rowVersion >= row.version) continue;
      // Built on what is there now: no other change lies between. Else the server finds the conflict.
      const isOnTop =
        row.kind === 'lesson' && Object.entries(one.base).every(([name, text]) => asText(cellOf(row, name)) === text);
      if (isOnTop) one.edit = { ...one.edit, rowVersion: row.version };
    }
    const kept = this.#server.filter(({ id }) => !removed.includes(id)).map((row) => newer(row, fresh.get(row.id)));
    const come = rows.filter(({ id }) => !before.has(id));
    const all = [...kept, ...come];
    const places = new Map((order ?? []).map((id, index) => [id, index]));
    this.#server = order === undefined ? all : all.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
    this.#changed();
  }

  #look(): Snapshot {
    const rows = this.#queue.reduce<readonly SchemeRow[]>((shown, { edit }) => applied(shown, edit), this.#server);
    return {
      rows,
      state: this.#state,
      pending: this.#queue.length,
      conflicts: this.#conflicts,
      lasting: this.#log.lasting,
    };
  }

  #changed(): void {
    this.#snapshot = this.#look();
    for (const listener of this.#listeners) listener();
  }
}

function newer(row: SchemeRow, fresh: SchemeRow | undefined): SchemeRow {
  return fresh !== undefined && fresh.version >= row.version ? fresh : row;
}

/** One edit of a row at a time: the next one builds on the version that the first one gives. */
function firstOfEachRow<One extends { readonly edit: Edit }>(queue: readonly One[]): One[] {
  const rows = new Set<string>();
  let inserts = 0;
  return queue.filter(({ edit }) => {
    if (edit.type === 'insert') {
      inserts += 1;
      return inserts <= 4;
    }
    if (rows.has(edit.rowId)) return false;
    rows.add(edit.rowId);
    return true;
  });
}

function sameCell(a: Edit, b: Edit): boolean {
  if (a.type === 'banner' && b.type === 'banner') return a.rowId === b.rowId;
  if (a.type !== 'cells' || b.type !== 'cells' || a.rowId !== b.rowId) return false;
  // The parts of a paste keep their common name.
  if (a.clientOpId.includes('_') || b.clientOpId.includes('_')) return false;
  return Object.keys(b.cells).every((name) => name in a.cells);
}

function mergedEdit(before: Edit, after: Edit): Edit {
  if (before.type !== 'cells' || after.type !== 'cells') return after;
  return { ...before, cells: { ...before.cells, ...after.cells } };
}
