import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../../appliance/spreadsheet/csv.ts';
import { readTable } from '../../../appliance/spreadsheet/read.ts';

const read = (text: string) => readTable(Buffer.from(text));

test('whatever is written is read again as it was: any script, quotes, lines within cells, formulas', async () => {
  const cell = fc
    .oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.string({ unit: fc.constantFrom(...'=+-@\'",;\n\tab ') }))
    .map((text) =>
      text
        .normalize('NFC')
        .replace(/[\p{Cc}--[\t\n]]/gv, '')
        .trim(),
    );
  const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      const heading = ['name', 'staff number', 'x'];
      const table = await read(csvOf([heading, ...written, ['last', '', '']]));
      expect(table.rows).toEqual([heading, ...written, ['last', '', '']]);
    }),
    { numRuns: 300 },
  );
});

test('a cell that a spreadsheet would run is written as text, and so is one that looks escaped already', () => {
  expect(csvOf([['=1+1', '+254700', "'=x", '-', 'a=b', "d'Arc"]])).toBe("\ufeff'=1+1,'+254700,''=x,'-,a=b,d'Arc\r\n");
});

test('UTF-8 with a mark, UTF-16 of both kinds and Windows-1252 are told apart', async () => {
  const text = 'name;school\nZoë Müller;École «A»\n';
  const wanted = [
    ['name', 'school'],
    ['Zoë Müller', 'École «A»'],
  ];
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  const cp1252 = Buffer.from(text, 'latin1');
  for (const bytes of [Buffer.from(`\ufeff${text}`), utf16, Buffer.from(utf16).swap16(), cp1252]) {
    expect((await readTable(bytes)).rows).toEqual(wanted);
  }
  expect((await readTable(cp1252)).assumptions[0]).toMatch(/Windows-1252/);
  expect((await readTable(Buffer.from(text))).assumptions).toEqual([]);
});

test('commas, semicolons and tabs separate; empty rows keep the numbers of the others', async () => {
  expect((await read('a\tb\n\n1\t2\n\n\n')).rows).toEqual([['a', 'b'], [''], ['1', '2']]);
  expect((await read('"a;x",b\n1,2')).rows).toEqual([
    ['a;x', 'b'],
    ['1', '2'],
  ]);
});

test('what is no table is refused with a reason', async () => {
  await expect(read('')).rejects.toThrow('The file is empty.');
  await expect(read('\n \n')).rejects.toThrow('holds no rows');
  await expect(read('name,staff\n"Ann,1\nBob,2')).rejects.toThrow(/quotation mark is opened and never closed/);
  await expect(readTable(Buffer.from([1, 0, 2, 0, 3, 0xff]))).rejects.toThrow('characters that no text has');
  await expect(readTable(Buffer.from('%PDF-1.7'))).rejects.toThrow('This is a PDF');
  await expect(read('a\n'.repeat(20_001))).rejects.toThrow('more than 20000 rows');
  await expect(read(','.repeat(100))).rejects.toThrow('more than 100 columns');
  await expect(read(`a,${'b'.repeat(10_001)}`)).rejects.toThrow('Row 1 has a cell');
  await expect(readTable(Buffer.alloc(9_000_000, 'a'))).rejects.toThrow('larger than 8 MB');
});
