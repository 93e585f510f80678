import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { renderDocx } from '../../appliance/documents/docx/render.ts';
import files from '../../appliance/documents/fonts/files.json' with { type: 'json' };
import { unpackFont } from '../../appliance/documents/fonts/sfnt.ts';
import { Typeface } from '../../appliance/documents/fonts/typeface.ts';
import type { Block, DocumentModel } from '../../appliance/documents/model.ts';
import { renderPdf } from '../../appliance/documents/pdf/render.ts';
import { pagesOf } from '../appliance/documents/pages.ts';
import { parts, whole } from '../appliance/documents/samples.ts';
import { loadNow, machineLines, median } from './machine-load.ts';

/**
 * `npx node test/bench/documents.ts`: CPU of one document, ours and pdfmake's of the same contents in turn, and the wall
 * time of a week pack. The processes are warm, as workers are: fonts are open and words are known to both.
 */
const rounds = 30;
const typeface = new Typeface();
const folder = mkdtempSync(join(tmpdir(), 'teachtrack-bench-'));
const require = createRequire(import.meta.url);

type PdfMake = {
  setFonts(fonts: unknown): void;
  setUrlAccessPolicy(policy: () => boolean): void;
  setLocalAccessPolicy(policy: () => boolean): void;
  createPdf(definition: unknown): { getBuffer(): Promise<Buffer> };
};

const pdfmake = require('pdfmake') as PdfMake;
const font = (name: string) => {
  const path = join(folder, `${basename(name, '.woff')}.ttf`);
  writeFileSync(path, unpackFont(readFileSync(require.resolve(name)), 'all'));
  return path;
};
pdfmake.setFonts({ Noto: { normal: font(files.regular[0] ?? ''), bold: font(files.bold[0] ?? '') } });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => true);

/** The same texts, tables, sizes and widths as the peer wants them. */
function forPeer(model: DocumentModel): unknown {
  return {
    pageSize: 'A4',
    pageOrientation: model.parts[0]?.orientation,
    pageMargins: 34,
    defaultStyle: { font: 'Noto', fontSize: 8.5 },
    footer: (page: number, pages: number) => ({ text: `${model.footer} ${page}/${pages}`, fontSize: 7 }),
    content: model.parts.flatMap((part) => part.blocks.map(peerBlock)),
  };
}

function peerBlock(block: Block): unknown {
  switch (block.kind) {
    case 'title':
      return { text: block.text, bold: true, fontSize: 14, alignment: 'center' };
    case 'fields':
      return { columns: block.items.map(({ label, value }) => ({ text: `${label}: ${value}` })) };
    case 'notes':
      return block.paragraphs.map(({ text }) => ({ text }));
    case 'signatures':
      return { columns: block.items.map(({ label }) => ({ text: `${label} ………………` })) };
    case 'table':
      return {
        fontSize: block.fontSize,
        table: {
          headerRows: block.heading ? 1 : 0,
          dontBreakRows: true,
          widths: block.columns.map(({ widthPct }) => `${widthPct * 0.93}%`),
          body: [
            ...(block.heading ? [block.columns.map(({ label }) => ({ text: label, bold: true }))] : []),
            ...block.rows.map((row) =>
              row.kind === 'banner'
                ? [
                    { text: row.text, bold: true, colSpan: block.columns.length },
                    ...block.columns.slice(1).map(() => ''),
                  ]
                : row.cells.map((cell) => cell.paragraphs.map(({ text, bullet }) => `${bullet ?? ''} ${text}`)),
            ),
          ],
        },
      };
  }
}

async function cpu(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const plan = whole([parts.plan()]);
const scheme = whole([parts.scheme()]);
const pack = whole([...Array.from({ length: 25 }, () => parts.plan()), parts.scheme(), parts.blankRecord()]);

const rows: string[] = [];
for (const [name, model] of [
  ['plan', plan],
  ['scheme of a term', scheme],
] as const) {
  const ours: number[] = [];
  const peer: number[] = [];
  const word: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await cpu(() => renderPdf(model, typeface)));
    peer.push(await cpu(() => pdfmake.createPdf(forPeer(model)).getBuffer()));
    word.push(await cpu(() => renderDocx(model)));
  }
  const [pdf, made, docx] = [ours, peer, word].map((all) => median(all.slice(5))) as [number, number, number];
  const pages = pagesOf(renderPdf(model, typeface)).length;
  rows.push(
    `| ${name}, ${pages} pages | ${pdf.toFixed(1)} | ${made.toFixed(1)} | ${(pdf / made).toFixed(3)} | ${docx.toFixed(1)} |`,
  );
}
const walls: number[] = [];
for (let round = 0; round < 10; round++) {
  const start = performance.now();
  renderPdf(pack, typeface);
  walls.push(performance.now() - start);
}
rmSync(folder, { recursive: true });
const packPages = pagesOf(renderPdf(pack, typeface)).length;
process.stdout.write(
  `${[
    ...machineLines('npx node test/bench/documents.ts'),
    `Machine at the end: ${loadNow()}.`,
    '',
    '| Document | PDF, ms CPU | pdfmake, ms CPU | ratio | DOCX, ms CPU |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    `Week pack of 25 plans, scheme and blank record, ${packPages} pages: ${median(walls).toFixed(0)} ms wall.`,
  ].join('\n')}\n`,
);
