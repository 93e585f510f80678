import { strToU8, zipSync } from 'fflate';
import { xmlText } from '../../../appliance/documents/xml.ts';

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A workbook of one sheet, given its XML between `sheetData`, and more files in it. */
export function workbook(sheet: string, more: Record<string, Uint8Array> = {}): Buffer {
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

export const textCell = (at: string, value: string) =>
  `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;

/** Texts as a spreadsheet program would save them: at most 26 columns, empty cells left out. */
export function workbookOf(rows: readonly (readonly string[])[]): Buffer {
  const sheet = rows.map((row, index) => {
    const cells = row.map((text, column) =>
      text === '' ? '' : textCell(`${String.fromCharCode(65 + column)}${index + 1}`, text),
    );
    return `<row r="${index + 1}">${cells.join('')}</row>`;
  });
  return workbook(sheet.join(''));
}
