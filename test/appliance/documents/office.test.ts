import { inflateSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import { renderDocx } from '../../../appliance/documents/docx/render.ts';
import { type DocumentModel, type Table, text } from '../../../appliance/documents/model.ts';
import { renderXlsx } from '../../../appliance/documents/xlsx/render.ts';

const table: Table = {
  kind: 'table',
  heading: true,
  fontSize: 8,
  columns: [
    { label: 'Strand', widthPct: 40 },
    { label: 'Outcomes', widthPct: 60 },
  ],
  rows: [
    { kind: 'banner', text: 'Week 1' },
    {
      kind: 'cells',
      cells: [{ paragraphs: [{ text: 'Numbers' }], merge: 'n' }, text('<script>alert(1)</script> & "x"')],
    },
    { kind: 'cells', cells: [{ paragraphs: [{ text: 'Numbers' }], merge: 'n' }, text('=1+1', '@SUM(A1)')] },
    { kind: 'cells', cells: [text('-2'), text('bell \u0007 and half \ud800 a pair\nnext')] },
  ],
};
const model: DocumentModel = {
  title: 'A & B',
  language: 'sw',
  footer: 'Foot <1>',
  pageWords: 'Ukurasa {page} kati ya {pages}',
  parts: [
    { orientation: 'landscape', marginMm: 12, blocks: [table] },
    {
      orientation: 'portrait',
      marginMm: 15,
      blocks: [
        { kind: 'title', text: 'Title' },
        { kind: 'fields', perRow: 2, items: [{ label: 'School', value: '' }] },
        { kind: 'notes', paragraphs: [{ text: 'note', bullet: '•' }] },
        {
          kind: 'signatures',
          items: [{ label: 'Teacher', name: 'Ann', date: '5 Jan 2026' }],
          words: { stamp: 'Stamp', signature: 'Signature', date: 'Date' },
          proof: {
            address: 'https://t.local/verify/7K3M-9QWT-2XBF',
            code: '7K3M-9QWT-2XBF',
            text: 'Approved <by> her.',
          },
        },
      ],
    },
  ],
};

const partsOf = (file: Buffer) =>
  Object.fromEntries(Object.entries(unzipSync(file)).map(([name, data]) => [name, strFromU8(data)]));

describe('a Word file', () => {
  const document = partsOf(renderDocx(model))['word/document.xml'] ?? '';

  test('shows what was typed as text and leaves out what XML cannot hold', () => {
    expect(document).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;');
    expect(document).toContain('bell  and half  a pair');
    expect(document).not.toMatch(/<script/);
  });

  test('repeats headings, keeps rows whole and joins merged cells', () => {
    expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(document.match(/<w:vMerge w:val="restart"\/>/g)).toHaveLength(1);
    expect(document.match(/<w:vMerge\/>/g)).toHaveLength(1);
    const rows = document.match(/<w:tr>/g)?.length;
    expect(document.match(/<w:cantSplit\/>/g)).toHaveLength(rows ?? 0);
    expect(document.match(/w:orient="landscape"/g)).toHaveLength(1);
  });

  test('has the code of an approved paper as lines and as dots, square for square', () => {
    const files = unzipSync(renderDocx(model));
    const picture = Buffer.from(files['word/media/qr1.png'] ?? []);
    const squares = encode('https://t.local/verify/7K3M-9QWT-2XBF', { ecc: 'M', border: 4 }).data;
    const side = squares.length * 8;
    expect(picture.readUInt32BE(16)).toBe(side);
    const at = picture.indexOf('IDAT');
    const dots = inflateSync(picture.subarray(at + 4, at + 4 + picture.readUInt32BE(at - 4)));
    const isBlack = (x: number, y: number) =>
      ((dots[y * (side / 8 + 1) + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0;
    expect(squares.map((row, y) => row.map((_, x) => isBlack(x * 8 + 4, y * 8 + 4)))).toEqual(squares);
    expect(strFromU8(files['word/media/qr1.svg'] ?? new Uint8Array())).toMatch(/^<svg /);
    const relations = strFromU8(files['word/_rels/document.xml.rels'] ?? new Uint8Array());
    for (const [, id = ''] of document.matchAll(/r:embed="(\w+)"/g)) expect(relations).toContain(`Id="${id}"`);
    expect(document).toContain('Approved &lt;by&gt; her.');
  });

  test('numbers its pages in its own language, and equal documents are equal files', () => {
    const footer = partsOf(renderDocx(model))['word/footer1.xml'];
    expect(footer).toMatch(/Ukurasa .* PAGE .* kati ya .* NUMPAGES /);
    expect(footer).toContain('Foot &lt;1&gt;');
    expect(renderDocx(structuredClone(model))).toEqual(renderDocx(model));
  });
});

describe('a spreadsheet', () => {
  const parts = partsOf(renderXlsx({ title: '=A', fields: [{ label: 'School', value: 'X' }], table }));
  const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';

  test('holds no formula, and what looks like one stays text when it is edited', () => {
    expect(sheet).not.toMatch(/<f>|<f /);
    expect(sheet.match(/t="inlineStr"/g)).toHaveLength(sheet.match(/<c /g)?.length ?? 0);
    expect(sheet).toMatch(/s="3" t="inlineStr"><is><t xml:space="preserve">=1\+1\n@SUM\(A1\)</);
    expect(sheet).toMatch(/s="3" t="inlineStr"><is><t xml:space="preserve">-2</);
    expect(parts['xl/styles.xml']).toContain('quotePrefix="1"');
  });

  test('repeats merged words in every row and its heading on every page', () => {
    expect(sheet.match(/>Numbers</g)).toHaveLength(2);
    expect(parts['xl/workbook.xml']).toContain("'1'!$3:$3");
  });
});
