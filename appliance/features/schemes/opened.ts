import { createLRU } from 'lru.min';
import { compiledQuery } from '../../database/compiled.ts';
import type { Database } from '../../database/connect.ts';
import { visibleSchemes } from '../../database/scoped.ts';
import type { Scope } from '../common/scope.ts';
import type { Scheme } from './schema.ts';
import { isEditable, readScheme } from './store.ts';

export type OpenedScheme = {
  /** Names what the caller sees: the version, and whether it is theirs to edit. */
  readonly etag: string;
  /** The answer as JSON, in UTF-8. */
  text(): Promise<Buffer>;
};

export type OpenSchemes = (scope: Scope, id: string) => Promise<OpenedScheme | null>;

/** Texts kept in one process; a scheme of a term has about 50 kB. */
const mostTexts = 200;
/** Names of people, schools and classes in a kept text are at most so old. */
const keptMs = 60_000;

const versionOf = compiledQuery(['id'], (db, scope, { id }) =>
  visibleSchemes(db, scope)
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .select(['scheme.id', 'scheme.version', 'scheme.updated_at', 'scheme.status'])
    .select(['scheme.school_id', 'allocation.user_id'])
    .where('scheme.id', '=', id),
);

/**
 * Opens schemes with one small query each: whoever may read one gets the text that the last reader of the same version
 * got. Null when it is out of reach. `asText` makes the answer's JSON.
 */
export function openSchemes(db: Database, asText: (scheme: Scheme) => string): OpenSchemes {
  const texts = createLRU<string, { readonly text: Buffer; readonly until: number }>({ max: mostTexts });
  return async (scope, id) => {
    const [row] = await versionOf(db, scope, { id });
    if (row === undefined) return null;
    const moment = row.updated_at.getTime();
    const etag = `"${row.id}-${row.version}-${moment.toString(36)}${isEditable(scope, row) ? '-own' : ''}"`;
    return {
      etag,
      async text() {
        const kept = texts.get(etag);
        if (kept !== undefined && kept.until > Date.now()) return kept.text;
        const scheme = await readScheme(db, scope, id);
        if (scheme === null) throw new Error(`scheme ${id} went away while it was opened`);
        const text = Buffer.from(asText(scheme));
        // Changed in between: the text belongs to a later etag than this one.
        if (scheme.version === row.version && Date.parse(scheme.updatedAt) === moment)
          texts.set(etag, { text, until: Date.now() + keptMs });
        return text;
      },
    };
  };
}
