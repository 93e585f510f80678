import { strToU8, zipSync } from 'fflate';
import type { DocumentModel } from '../model.ts';
import { xmlText } from '../xml.ts';
import { partXml } from './body.ts';
import { Pictures } from './pictures.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const office = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const spaces = `xmlns:w="${word}" xmlns:r="${relations}"`;

/** The document as a Word file that can be edited: real tables whose headings repeat, cells that are one, page numbers. */
export function renderDocx(model: DocumentModel): Buffer {
  const last = model.parts.length - 1;
  const pictures = new Pictures();
  const body = model.parts.map((part, index) => partXml(part, index === last, pictures)).join('');
  const document = `${declaration}<w:document ${spaces}><w:body>${body}</w:body></w:document>`;
  const files = {
    ...fixed,
    ...pictures.files,
    'docProps/core.xml': strToU8(coreXml(model)),
    'word/document.xml': strToU8(document),
    'word/footer1.xml': strToU8(footerXml(model)),
    'word/styles.xml': strToU8(stylesXml(model.language)),
    'word/_rels/document.xml.rels': strToU8(
      `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${relations}/footer" Target="footer1.xml"/>${pictures.relationships}</Relationships>`,
    ),
  };
  return Buffer.from(zipSync(files, { level: 6, mtime: zipMoment }));
}

/** A fixed moment, so that equal documents are equal files. Local time, as the format has it. */
const zipMoment = new Date(2026, 0, 1);

const fixed = {
  '[Content_Types].xml': strToU8(
    `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="svg" ContentType="image/svg+xml"/><Override PartName="/word/document.xml" ContentType="${office}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${office}.styles+xml"/><Override PartName="/word/footer1.xml" ContentType="${office}.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
  ),
  '_rels/.rels': strToU8(
    `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${packaged}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
  ),
};

function coreXml({ title, language }: DocumentModel): string {
  return `${declaration}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xmlText(title)}</dc:title><dc:creator>TeachTrack</dc:creator><dc:language>${xmlText(language)}</dc:language></cp:coreProperties>`;
}

/** Fonts that Office and LibreOffice both have, by the same measures. */
function stylesXml(language: string): string {
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
    .join('');
  const margins = (above: number) =>
    `<w:tblCellMar><w:top w:w="${above}" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="${above}" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>`;
  const tables = [
    `<w:style w:type="table" w:styleId="Sheet"><w:name w:val="Sheet"/><w:tblPr><w:tblBorders>${borders}</w:tblBorders>${margins(30)}</w:tblPr></w:style>`,
    `<w:style w:type="table" w:styleId="Plain"><w:name w:val="Plain"/><w:tblPr>${margins(0)}</w:tblPr></w:style>`,
  ];
  const fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>';
  const lang = `<w:lang w:val="${xmlText(language)}"/>`;
  return (
    `${declaration}<w:styles ${spaces}><w:docDefaults><w:rPrDefault><w:rPr>${fonts}<w:sz w:val="18"/>${lang}</w:rPr></w:rPrDefault>` +
    `<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="20"/></w:pPr></w:pPrDefault></w:docDefaults>` +
    `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${tables.join('')}</w:styles>`
  );
}

function footerXml({ footer, pageWords }: DocumentModel): string {
  const size = '<w:rPr><w:sz w:val="14"/></w:rPr>';
  const plain = (text: string) => `<w:r>${size}<w:t xml:space="preserve">${xmlText(text)}</w:t></w:r>`;
  const field = (name: string) => `<w:fldSimple w:instr=" ${name} ">${plain('1')}</w:fldSimple>`;
  const pages = pageWords
    .split(/(\{pages?\})/)
    .map((piece) => (piece === '{page}' ? field('PAGE') : piece === '{pages}' ? field('NUMPAGES') : plain(piece)))
    .join('');
  return `${declaration}<w:ftr ${spaces}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>${plain(`${footer}   ·   `)}${pages}</w:p></w:ftr>`;
}
