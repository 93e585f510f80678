import type { Block, Cell, Field, Paragraph, Part, Proof, SignatureBlock, Table } from '../model.ts';
import { xmlText } from '../xml.ts';
import type { Pictures } from './pictures.ts';

/** Twentieths of a point. */
const mm = 1440 / 25.4;
const a4 = { short: 11_906, long: 16_838 };
/** Greys of the paper form: headings of tables, banners, labels. */
const grey = { heading: 'E6E6E6', banner: 'F0F0F0', label: 'F2F2F2' };

/** The XML of one part, with the properties of its pages at the end: as a paragraph, or bare when it is the last one. */
export function partXml(part: Part, isLast: boolean, pictures: Pictures): string {
  const properties = sectionXml(part);
  const width = pageOf(part).width - 2 * Math.round(part.marginMm * mm);
  const blocks = part.blocks.map((block) => blockXml(block, width, pictures)).join('');
  return `${blocks}${isLast ? `${paragraphXml({ text: '' }, 4)}${properties}` : `<w:p><w:pPr>${properties}</w:pPr></w:p>`}`;
}

function pageOf({ orientation }: Part): { readonly width: number; readonly height: number } {
  return orientation === 'portrait' ? { width: a4.short, height: a4.long } : { width: a4.long, height: a4.short };
}

function sectionXml(part: Part): string {
  const { width, height } = pageOf(part);
  const margin = Math.round(part.marginMm * mm);
  const turned = part.orientation === 'landscape' ? ' w:orient="landscape"' : '';
  return (
    `<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="${width}" w:h="${height}"${turned}/>` +
    `<w:pgMar w:top="${margin}" w:right="${margin}" w:bottom="${margin + 200}" w:left="${margin}" w:header="300" w:footer="${margin - 200}" w:gutter="0"/></w:sectPr>`
  );
}

function blockXml(block: Block, width: number, pictures: Pictures): string {
  switch (block.kind) {
    case 'title': {
      const note = block.note === undefined ? '' : paragraphXml({ text: block.note }, 9, 'center');
      return paragraphXml({ text: block.text, bold: true }, 14, 'center') + note;
    }
    case 'fields':
      return fieldsXml(block.items, block.perRow, width) + paragraphXml({ text: '' }, 4);
    case 'table':
      return tableXml(block, width);
    case 'signatures':
      return signaturesXml(block, width, pictures);
    case 'notes':
      return block.paragraphs.map((one) => paragraphXml(one, 9)).join('');
  }
}

function tableXml(table: Table, width: number): string {
  const widths = table.columns.map(({ widthPct }) => Math.round((widthPct / 100) * width));
  const heading = table.columns.map(({ label }, column) =>
    cellXml(widths[column] ?? 0, paragraphXml({ text: label, bold: true }, table.fontSize), fill(grey.heading)),
  );
  let above: readonly Cell[] = [];
  const rows = table.rows.map((row) => {
    if (row.kind === 'banner') {
      above = [];
      const properties = `<w:gridSpan w:val="${widths.length}"/>${fill(grey.banner)}`;
      return rowXml(cellXml(width, paragraphXml({ text: row.text, bold: true }, table.fontSize), properties));
    }
    const cells = row.cells.map((cell, column) => {
      const isLabel = table.columns[column]?.isLabel === true;
      const continues = cell.merge !== undefined && above[column]?.merge === cell.merge;
      const merged = cell.merge === undefined ? '' : `<w:vMerge${continues ? '' : ' w:val="restart"'}/>`;
      const paragraphs = continues
        ? paragraphXml({ text: '' }, table.fontSize)
        : paragraphsXml(cell.paragraphs, table.fontSize, isLabel);
      return cellXml(widths[column] ?? 0, paragraphs, `${merged}${isLabel ? fill(grey.label) : ''}`);
    });
    above = row.cells;
    const height = Math.round((row.minLines ?? 0) * table.fontSize * 1.25 * 20);
    return rowXml(cells.join(''), height === 0 ? '' : `<w:trHeight w:val="${height}" w:hRule="atLeast"/>`);
  });
  const head = table.heading ? rowXml(heading.join(''), '<w:tblHeader/>') : '';
  return gridXml(widths, head + rows.join(''), true);
}

function fieldsXml(items: readonly Field[], perRow: number, width: number): string {
  const each = Math.floor(width / perRow);
  let rows = '';
  for (let at = 0; at < items.length; at += perRow) {
    const cells = Array.from({ length: perRow }, (_, place) => {
      const item = items[at + place];
      if (item === undefined) return cellXml(each, paragraphXml({ text: '' }, 9), '');
      const value = item.value === '' ? '……………………………' : item.value;
      const runs = `${runXml(`${item.label}: `, 9, true)}${runXml(value, 9, false)}`;
      return cellXml(each, `<w:p>${runs}</w:p>`, '');
    });
    rows += rowXml(cells.join(''));
  }
  return gridXml(
    Array.from({ length: perRow }, () => each),
    rows,
    false,
  );
}

function signaturesXml({ items, words, proof }: SignatureBlock, width: number, pictures: Pictures): string {
  const stamp = Math.round(42 * mm);
  const room = proof === undefined ? 0 : Math.round(33 * mm);
  const each = Math.floor((width - stamp - room) / Math.max(1, items.length));
  const cells = items.map(({ label, name, date }) => {
    const line = '………………………………';
    const texts = [name, '', `${words.signature}: ${line}`, `${words.date}: ${date === '' ? line : date}`];
    const paragraphs = texts.map((text) => paragraphXml({ text }, 8)).join('');
    return cellXml(each, paragraphXml({ text: label, bold: true }, 8) + paragraphs, '');
  });
  const lines = ['top', 'left', 'bottom', 'right'].map((side) => `<w:${side} w:val="single" w:sz="4"/>`).join('');
  const box = cellXml(stamp, paragraphXml({ text: words.stamp }, 7, 'center'), `<w:tcBorders>${lines}</w:tcBorders>`);
  const code = proof === undefined ? '' : cellXml(room, codeXml(proof, pictures), '');
  const row = rowXml(cells.join('') + code + box, `<w:trHeight w:val="${Math.round(27 * mm)}" w:hRule="atLeast"/>`);
  const widths = [...items.map(() => each), ...(proof === undefined ? [] : [room]), stamp];
  const note = proof === undefined ? '' : paragraphXml({ text: proof.text }, 7.5);
  return paragraphXml({ text: '' }, 6) + gridXml(widths, row, false) + note;
}

function codeXml({ address, code }: Proof, pictures: Pictures): string {
  const centred = '<w:pPr><w:jc w:val="center"/></w:pPr>';
  const picture = pictures.qrCode(address, 28, xmlText(address));
  return `<w:p>${centred}${picture}</w:p>${paragraphXml({ text: code, bold: true }, 7, 'center')}`;
}

function gridXml(widths: readonly number[], rows: string, hasBorders: boolean): string {
  const total = widths.reduce((sum, one) => sum + one, 0);
  const grid = widths.map((one) => `<w:gridCol w:w="${one}"/>`).join('');
  return `<w:tbl><w:tblPr><w:tblStyle w:val="${hasBorders ? 'Sheet' : 'Plain'}"/><w:tblW w:w="${total}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows}</w:tbl>`;
}

/** Rows never part at the end of a page. */
function rowXml(cells: string, properties = ''): string {
  return `<w:tr><w:trPr><w:cantSplit/>${properties}</w:trPr>${cells}</w:tr>`;
}

function cellXml(width: number, paragraphs: string, properties: string): string {
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${properties}</w:tcPr>${paragraphs}</w:tc>`;
}

function fill(colour: string): string {
  return `<w:shd w:val="clear" w:color="auto" w:fill="${colour}"/>`;
}

function paragraphsXml(paragraphs: readonly Paragraph[], size: number, isBold: boolean): string {
  if (paragraphs.length === 0) return paragraphXml({ text: '' }, size);
  return paragraphs.map((one) => paragraphXml(isBold ? { ...one, bold: true } : one, size)).join('');
}

function paragraphXml({ text, bold = false, bullet }: Paragraph, size: number, align?: 'center'): string {
  const aligned = align === undefined ? '' : `<w:jc w:val="${align}"/>`;
  const indent = bullet === undefined ? '' : '<w:ind w:left="140" w:hanging="140"/>';
  const properties = indent === '' && aligned === '' ? '' : `<w:pPr>${indent}${aligned}</w:pPr>`;
  const runs = text.split(/\r\n|[\n\r\u2028\u2029\v\f]/).map((line) => runXml(line, size, bold));
  // The tab leads to where the other lines begin.
  const mark = bullet === undefined ? '' : `${runXml(bullet, size, bold)}<w:r><w:tab/></w:r>`;
  return `<w:p>${properties}${mark}${runs.join('<w:r><w:br/></w:r>')}</w:p>`;
}

function runXml(text: string, size: number, isBold: boolean): string {
  if (text === '') return '';
  const half = Math.round(size * 2);
  const properties = `<w:rPr>${isBold ? '<w:b/><w:bCs/>' : ''}<w:sz w:val="${half}"/><w:szCs w:val="${half}"/></w:rPr>`;
  return `<w:r>${properties}<w:t xml:space="preserve">${xmlText(text)}</w:t></w:r>`;
}
