import type { Database } from '../../database/connect.ts';
import { ownDocumentFiles, visibleSchemes } from '../../database/scoped.ts';
import { notFound } from '../common/problem.ts';
import type { Scope } from '../common/scope.ts';
import type { MakeDocumentRequest } from './schema.ts';

/** The school of what is to be printed; throws `not-found` when the caller may not read it. */
export async function schoolOfSource(db: Database, scope: Scope, { sourceId }: MakeDocumentRequest): Promise<string> {
  const scheme = await visibleSchemes(db, scope)
    .select('scheme.school_id')
    .where('scheme.id', '=', sourceId)
    .executeTakeFirst();
  if (scheme === undefined) throw notFound('scheme of work');
  return scheme.school_id;
}

/** A file the caller asked for; marks it as used, so that it is kept. Throws `not-found`. */
export async function takeFile(db: Database, scope: Scope, id: string) {
  const file = await ownDocumentFiles(db, scope)
    .select(['id', 'content_hash', 'format', 'name', 'bytes'])
    .where('document_file.id', '=', id)
    .executeTakeFirst();
  if (file === undefined) throw notFound('document');
  await db.updateTable('document_file').set({ used_at: new Date() }).where('id', '=', id).execute();
  return file;
}
