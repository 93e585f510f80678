import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readTable } from '../../../appliance/spreadsheet/read.ts';
import { UnreadableTable } from '../../../appliance/spreadsheet/table.ts';
import { textCell, workbook } from './workbook.ts';

test('reads texts, numbers as they are stored, and gaps', async () => {
  const sheet = `<row r="1">${textCell('A1', 'name')}${textCell('B1', 'staff')}</row><row r="3">${textCell('A3', 'Wanjikũ ناجي')}<c r="B3"><v>100200</v></c></row>`;
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
  await expect(readTable(workbook(`<row r="1">${textCell('XFD1048576', 'x')}</row>`))).rejects.toThrow('XFD1048576');
  await expect(readTable(workbook(`<row r="1">${textCell('A1', 'x')}</row>`).subarray(0, 600))).rejects.toThrow(
    'damaged',
  );
  await expect(readTable(Buffer.from(zipSync({ 'a.txt': strToU8('x') })))).rejects.toThrow('not an Excel workbook');
  await expect(readTable(workbook('<row r="1"><c r="A1"><broken'))).rejects.toThrow('cannot be read');
});

test('a row or cell at what is no place is refused, however it is written, before anything is filled up to it', async () => {
  const cell = textCell('A1', 'x');
  const strange = [
    ...['1e9', '0x3B9ACA00', ' 1000000000 ', '1000000000', 'A1e9', '0', '', '&#49;e9', '1&#48;0000000', 'A٩'].map(
      (at) => `<row r="${at}">${cell}</row>`,
    ),
    `<row r='1e9'>${cell}</row>`,
    `<row x="'" r='1e9' y="'">${cell}</row>`,
    `<row x=">" r="1e9">${cell}</row>`,
    `<row x="<row" r="1e9">${cell}</row>`,
    `<row x = 'a r="1e9" b'>${cell}</row>`,
    `<row r = "1e9">${cell}</row>`,
    `<row\tr="1e9"\n>${cell}</row>`,
    `<x:row x:r="1e9">${cell}</x:row>`,
    `<!-- <row x=" --><row r="1e9"> <!-- "> -->${cell}</row>`,
    `<row r="1">${textCell('A1e9', 'x')}</row>`,
    `<row r="1">${textCell('ÿÿ1', 'x')}</row>`,
    `<row r="1">${textCell('zzz1', 'x')}</row>`,
    `<row>${textCell('A1000000000', 'x')}</row>`,
    '<row/>'.repeat(20_001),
  ];
  for (const sheet of strange) {
    await expect(readTable(workbook(sheet)), sheet.slice(0, 60)).rejects.toBeInstanceOf(UnreadableTable);
  }
  const elsewhere = Buffer.from(`<worksheet><sheetData><row r="1e9">${cell}</row></sheetData></worksheet>`);
  await expect(readTable(workbook('', { 'xl/styles.xml': elsewhere }))).rejects.toThrow('no place');
});

test('what other programs write beside the places is read, and so is a text that looks like one', async () => {
  const told = 'for r = 5, and <row r="1e9">, and <c r=\'x\'';
  const sheet = `<row r='2' spans="1:2" s="3" xmlns:r="urn:r" x14ac:dyDescent="0.3"\n>${textCell('A2', told)}</row><row ></row>`;
  expect((await readTable(workbook(sheet))).rows).toEqual([[''], [told]]);
});
