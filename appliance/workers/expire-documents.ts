import type { Database } from '../database/connect.ts';
import { Shelf } from '../documents/shelf.ts';
import type { Log } from '../log.ts';

const everyMs = 3_600_000;
const keptDays = 30;
const batch = 500;

/** Takes away files that nobody fetched for a month: they are made again when they are wanted. Gives their number. */
export async function expireDocuments(db: Database, folder: string, now = new Date()): Promise<number> {
  const shelf = new Shelf(folder);
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  let removed = 0;
  for (;;) {
    const old = await db
      .selectFrom('document_file')
      .select(['id', 'content_hash', 'format'])
      .where('used_at', '<', before)
      .limit(batch)
      .execute();
    for (const { id, content_hash: hash, format } of old) {
      await db.deleteFrom('document_file').where('id', '=', id).where('used_at', '<', before).execute();
      const other = await db
        .selectFrom('document_file')
        .select('id')
        .where('content_hash', '=', hash)
        .where('format', '=', format)
        .executeTakeFirst();
      if (other === undefined) await shelf.remove({ hash, format });
      removed += 1;
    }
    if (old.length < batch) return removed;
  }
}

/** Looks every hour until stopped. */
export function startExpiring(db: Database, folder: string, log: Log): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => expireDocuments(db, folder))
      .then((count) => {
        if (count > 0) log.info({ documents: count }, 'took away documents nobody fetched for a month');
      })
      .catch((error) => log.warn({ err: error }, 'old documents could not be taken away'));
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
