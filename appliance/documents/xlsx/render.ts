import { strToU8, zipSync } from 'fflate';
import type { Cell, Field, Table } from '../model.ts';
import { xmlText } from '../xml.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const sheetSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const office = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Looks of cells, by their place in `styles.xml`. */
const look = { text: 0, heading: 1, banner: 2, quoted: 3, title: 4, field: 5 } as const;

/** Longest text of a cell that Excel opens. */
const longest = 32_767;

export type SheetModel = { readonly title: string; readonly fields: readonly Field[]; readonly table: Table };

/**
 * A table as a workbook of one sheet, every cell a text: nothing in it is ever a formula, and what looks like one stays
 * text when it is edited. Merged words are repeated, so that rows can be sorted.
 */
export function renderXlsx({ title, fields, table }: SheetModel): Buffer {
  const width = table.columns.length;
  const merges: string[] = [];
  const rows: string[] = [];
  const widths = table.columns.map(({ widthPct }) => Math.max(6, widthPct * 1.7));
  const add = (cells: readonly string[], style: number, heightPt = lineHeightPt) => {
    const number = rows.length + 1;
    const row = cells.map((text, column) => cellXml(`${columnName(column)}${number}`, text, style)).join('');
    rows.push(`<row r="${number}" ht="${heightPt}">${row}</row>`);
  };
  const across = () => merges.push(`<mergeCell ref="A${rows.length}:${columnName(width - 1)}${rows.length}"/>`);
  add([title], look.title, 21);
  across();
  for (const { label, value } of fields) {
    add([`${label}: ${value}`], look.field);
    across();
  }
  add(
    table.columns.map(({ label }) => label),
    look.heading,
    heightOf(
      table.columns.map(({ label }) => label),
      widths,
    ),
  );
  const headingRow = rows.length;
  for (const row of table.rows) {
    if (row.kind === 'banner') {
      add([row.text], look.banner);
      across();
    } else {
      const texts = row.cells.map(plainText);
      add(texts, look.text, heightOf(texts, widths));
    }
  }
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const sheet =
    `${declaration}<worksheet xmlns="${sheetSpace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="${headingRow}" topLeftCell="A${headingRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${columns.join('')}</cols><sheetData>${rows.join('')}</sheetData><mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` +
    `<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`;
  const titles = `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'1'!$${headingRow}:$${headingRow}</definedName></definedNames>`;
  const workbook = `${declaration}<workbook xmlns="${sheetSpace}" xmlns:r="${relations}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets>${titles}</workbook>`;
  const files = { ...fixed, 'xl/workbook.xml': strToU8(workbook), 'xl/worksheets/sheet1.xml': strToU8(sheet) };
  return Buffer.from(zipSync(files, { level: 6, mtime: new Date(2026, 0, 1) }));
}

/** Of the font of the cells. */
const lineHeightPt = 13;
/** No row is higher in Excel. */
const highestPt = 409;

/**
 * Height for all texts of a row, roughly: not every program works it out when it opens a file. It is no fixed one, so
 * that a row still grows with what is typed into it.
 */
function heightOf(texts: readonly string[], widths: readonly number[]): number {
  const lines = texts.map((text, column) => {
    const letters = Math.max(4, 1.1 * (widths[column] ?? 0) - 1);
    return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / letters)), 0);
  });
  return Math.min(highestPt, Math.max(1, ...lines) * lineHeightPt + 2);
}

function plainText({ paragraphs }: Cell): string {
  return paragraphs.map(({ text, bullet }) => (bullet === undefined ? text : `${bullet} ${text}`)).join('\n');
}

function cellXml(place: string, text: string, style: number): string {
  const shown = text.slice(0, longest);
  const chosen = style === look.text && /^[=+\-@\t\r]/.test(shown) ? look.quoted : style;
  return `<c r="${place}" s="${chosen}" t="inlineStr"><is><t xml:space="preserve">${xmlText(shown)}</t></is></c>`;
}

function columnName(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : `${columnName(Math.floor(index / 26) - 1)}${columnName(index % 26)}`;
}

const wrap = '<alignment vertical="top" wrapText="1"/>';
const cellLooks = [
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="1" applyAlignment="1">${wrap}</xf>`,
  `<xf numFmtId="49" fontId="1" fillId="2" borderId="1" applyAlignment="1">${wrap}</xf>`,
  `<xf numFmtId="49" fontId="1" fillId="2" borderId="1" applyAlignment="1">${wrap}</xf>`,
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="1" quotePrefix="1" applyAlignment="1">${wrap}</xf>`,
  `<xf numFmtId="49" fontId="2" fillId="0" borderId="0" applyAlignment="1">${wrap}</xf>`,
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" applyAlignment="1">${wrap}</xf>`,
];
const side = (name: string) => `<${name} style="thin"><color auto="1"/></${name}>`;
const fixed = {
  '[Content_Types].xml': strToU8(
    `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${office}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${office}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${office}.styles+xml"/></Types>`,
  ),
  '_rels/.rels': strToU8(
    `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ),
  'xl/_rels/workbook.xml.rels': strToU8(
    `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
  ),
  'xl/styles.xml': strToU8(
    `${declaration}<styleSheet xmlns="${sheetSpace}"><fonts count="3"><font><sz val="9"/><name val="Arial"/></font><font><b/><sz val="9"/><name val="Arial"/></font><font><b/><sz val="14"/><name val="Arial"/></font></fonts>` +
      `<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE6E6E6"/></patternFill></fill></fills>` +
      `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${side('left')}${side('right')}${side('top')}${side('bottom')}<diagonal/></border></borders>` +
      `<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${cellLooks.length}">${cellLooks.join('')}</cellXfs></styleSheet>`,
  ),
};
