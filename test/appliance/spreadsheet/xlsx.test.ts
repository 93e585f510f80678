import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readTable } from '../../../appliance/spreadsheet/read.ts';

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

function workbook(sheet: string, more: Record<string, Uint8Array> = {}): Buffer {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
  const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
      '_rels/.rels': strToU8(
        `<Relationships xmlns="${packages}">${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
      ),
      'xl/workbook.xml': strToU8(
        `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="People" sheetId="1" r:id="b"/></sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        `<Relationships xmlns="${packages}">${relation('b', 'worksheet', 'worksheets/sheet1.xml')}</Relationships>`,
      ),
      'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`),
      ...more,
    }),
  );
}

const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;

test('reads texts, numbers as they are stored, and gaps', async () => {
  const sheet = `<row r="1">${text('A1', 'name')}${text('B1', 'staff')}</row><row r="3">${text('A3', 'Wanjikũ ناجي')}<c r="B3"><v>100200</v></c></row>`;
  const table = await readTable(workbook(sheet));
  expect(table.rows).toEqual([
    ['name', 'staff'],
    ['', ''],
    ['Wanjikũ ناجي', '100200'],
  ]);
});

test('a zip bomb is refused before it is unpacked', async () => {
  const bomb = workbook('', { 'xl/worksheets/sheet2.xml': new Uint8Array(80 * 1_048_576) });
  expect(bomb.length).toBeLessThan(200_000);
  await expect(readTable(bomb)).rejects.toThrow('unpacks to far more');
  const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`x/${index}`, new Uint8Array(1)]));
  await expect(readTable(workbook('', many))).rejects.toThrow('unpacks to far more');
});

test('a file that lies about its sizes gets no more room than it claims', async () => {
  const bytes = workbook('', { 'xl/worksheets/sheet2.xml': new Uint8Array(30 * 1_048_576) });
  const name = Buffer.from('xl/worksheets/sheet2.xml');
  const central = bytes.lastIndexOf(name);
  bytes.writeUInt32LE(10, central - 46 + 24);
  const before = process.memoryUsage().arrayBuffers;
  await readTable(bytes).catch(() => undefined);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
});

test('a cell far out, a damaged file and another kind of archive are refused with a reason', async () => {
  await expect(readTable(workbook(`<row r="1">${text('XFD1048576', 'x')}</row>`))).rejects.toThrow('XFD1048576');
  await expect(readTable(workbook(`<row r="1">${text('A1', 'x')}</row>`).subarray(0, 600))).rejects.toThrow('damaged');
  await expect(readTable(Buffer.from(zipSync({ 'a.txt': strToU8('x') })))).rejects.toThrow('not an Excel workbook');
  await expect(readTable(workbook('<row r="1"><c r="A1"><broken'))).rejects.toThrow('cannot be read');
});
