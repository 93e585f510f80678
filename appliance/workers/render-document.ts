import { createHash } from 'node:crypto';
import { renderDocx } from '../documents/docx/render.ts';
import { Typeface } from '../documents/fonts/typeface.ts';
import type { DocumentModel } from '../documents/model.ts';
import { renderPdf } from '../documents/pdf/render.ts';
import { Shelf, ShelfFull } from '../documents/shelf.ts';
import { renderXlsx, type SheetModel } from '../documents/xlsx/render.ts';
import { derivedId } from '../ids.ts';
import type { ParamsOf } from '../queues/kinds.ts';
import { sheetOf } from './documents/sheets.ts';
import { type JobContext, PutOffJob } from './job-context.ts';

/** Grows when the same document comes to look different. */
const rendition = 4;

/** Opened with the first document of a process: fonts and the widths of words are kept. */
let typeface: Typeface | undefined;

/** Makes the file of a document, or finds it when the same was made before. */
export async function renderDocumentOfJob(context: JobContext<'document.render'>): Promise<void> {
  const { db, job, params, settings, finish } = context;
  // All of one moment: a paper must not carry the proof of words that came after it.
  const { schoolId, name, contents } = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((transaction) => sheetOf({ ...context, db: transaction }));
  const hash = hashOf([rendition, params.format, contents]);
  const shelf = new Shelf(settings.documents.folder);
  const file = { hash, format: params.format };
  if (!(await shelf.has(file))) {
    await shelf.put(file, render(params.format, contents)).catch((error: unknown) => {
      if (!(error instanceof ShelfFull)) throw error;
      throw new PutOffJob('The server’s disk is full, so nothing can be printed. Please tell your ICT person.', error);
    });
  }
  const found = await shelf.read(file);
  found?.stream.destroy();
  const id = derivedId('document', job.owner_id, hash, params.format);
  const now = new Date();
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('document_file')
      .values({
        ...{ id, owner_id: job.owner_id, school_id: schoolId, content_hash: hash, format: params.format },
        ...{ name: name.slice(0, 200), bytes: found?.bytes ?? 0, created_at: now, used_at: now },
      })
      .onDuplicateKeyUpdate({ used_at: now, name: name.slice(0, 200), school_id: schoolId })
      .execute();
    await finish(transaction, { targetId: id });
  });
}

function render(format: ParamsOf<'document.render'>['format'], contents: DocumentModel | SheetModel): Buffer {
  if (!('parts' in contents)) return renderXlsx(contents);
  if (format === 'docx') return renderDocx(contents);
  typeface ??= new Typeface();
  return renderPdf(contents, typeface);
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
