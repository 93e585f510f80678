import type { Typeface } from '../fonts/typeface.ts';
import type { DocumentModel } from '../model.ts';
import { drawBlock } from './blocks.ts';
import { PdfFile } from './file.ts';
import { Flow } from './flow.ts';

/** The document as a PDF of A4 pages, black on white and grey. Equal documents give equal bytes. */
export function renderPdf(model: DocumentModel, typeface: Typeface): Buffer {
  const file = new PdfFile();
  const flow = new Flow(file, typeface);
  for (const part of model.parts) {
    flow.begin(part);
    for (const block of part.blocks) drawBlock(flow, block);
  }
  const count = String(flow.canvases.length);
  flow.canvases.forEach(({ canvas, margin }, index) => {
    const y = canvas.height - margin;
    canvas.rule(margin, y - 10, canvas.width - margin, y - 10, { width: 0.4, grey: 0.5 });
    canvas.text(model.footer, margin, y, { size: 7 });
    const page = model.pageWords.replace('{page}', String(index + 1)).replace('{pages}', count);
    canvas.text(page, canvas.width - margin, y, { size: 7, align: 'right' });
    canvas.finish();
  });
  return file.finish(model);
}
