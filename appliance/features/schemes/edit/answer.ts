import { rowAnswer } from '../store.ts';
import { storedRow } from './row.ts';
import type { ActAnswer } from './schema.ts';
import type { Committed } from './transact.ts';

/** What was changed, as it is now. */
export function answerOf({ schemeVersion, rows }: Committed<unknown>): ActAnswer {
  const entries = [...rows];
  return {
    schemeVersion,
    rows: entries.flatMap(([, row]) => (row === null ? [] : [rowAnswer({ ...storedRow('', row), ...textsOf(row) })])),
    removed: entries.flatMap(([id, row]) => (row === null ? [id] : [])),
  };
}

function textsOf(row: { readonly locked: readonly string[]; readonly version: number }) {
  return { locked: JSON.stringify(row.locked), row_version: row.version };
}
