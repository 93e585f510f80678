import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { createLRU } from 'lru.min';
import type { Database } from '../../database/connect.ts';
import { findOpenings } from '../../database/scoped/openings.ts';
import type { Scope } from '../common/scope.ts';
import type { Scheme } from './schema.ts';
import { isEditable, readScheme } from './store.ts';

export type OpenedScheme = {
  /** Names what the caller sees: the version, and whether it is theirs to edit. */
  readonly etag: string;
  /** The answer as JSON in UTF-8, compressed: browsers take it so, and nobody compresses it again. */
  packed(): Promise<Buffer>;
};

export type OpenSchemes = (scope: Scope, id: string) => Promise<OpenedScheme | null>;

/** Texts kept in one process: a scheme of a term has about 50 kB, and a tenth of that when it is compressed. */
const mostBytes = 8 * 1_048_576;
const mostTexts = 2_000;
/** Names of people, schools and classes in a kept text are at most so old. */
const keptMs = 60_000;

const pack = promisify<Buffer, Buffer>(gzip);
export const unpack = promisify<Buffer, Buffer>(gunzip);

type Kept = { readonly packed: Buffer; readonly until: number };

/**
 * Opens schemes with one small query each, or one for all who ask at the same moment: whoever may read one gets the text
 * that the last reader of the same version got. Null when it is out of reach. `asText` makes the answer's JSON.
 */
export function openSchemes(db: Database, asText: (scheme: Scheme) => string): OpenSchemes {
  const find = findOpenings(db);
  const texts = keepTexts();
  return async (scope, id) => {
    const row = await find(scope, id);
    if (row === null) return null;
    const moment = row.updated_at.getTime();
    const etag = `"${row.id}-${row.version}-${moment.toString(36)}${isEditable(scope, row) ? '-own' : ''}"`;
    return {
      etag,
      async packed() {
        const kept = texts.get(etag);
        if (kept !== undefined) return kept;
        const scheme = await readScheme(db, scope, id);
        if (scheme === null) throw new Error(`scheme ${id} went away while it was opened`);
        const packed = await pack(Buffer.from(asText(scheme)));
        // Changed in between: the text belongs to a later etag than this one.
        if (scheme.version === row.version && Date.parse(scheme.updatedAt) === moment) texts.set(etag, packed);
        return packed;
      },
    };
  };
}

/** The latest texts, by what names them. */
function keepTexts() {
  let bytes = 0;
  const texts = createLRU<string, Kept>({
    max: mostTexts,
    onEviction: (_, { packed }) => {
      bytes -= packed.length;
    },
  });
  return {
    get(etag: string): Buffer | undefined {
      const kept = texts.get(etag);
      return kept !== undefined && kept.until > Date.now() ? kept.packed : undefined;
    },
    set(etag: string, packed: Buffer): void {
      // A copy: the compressor's buffer is larger than what it holds.
      texts.set(etag, { packed: Buffer.from(packed), until: Date.now() + keptMs });
      bytes += packed.length;
      while (bytes > mostBytes) texts.evict(1);
    },
  };
}
