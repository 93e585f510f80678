import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { type Face, hex4, type Piece } from '../fonts/face.ts';

/** A PDF 1.7 file as it grows: the same calls give the same bytes. */
export class PdfFile {
  readonly #objects: (Buffer | undefined)[] = [];
  readonly #pages: { readonly id: number; readonly contents: number; readonly size: string }[] = [];
  readonly #fonts = new Map<Face, { name: string; id: number; joined: Map<number, string> }>();
  readonly #pagesId = this.#reserve();

  /** Name of a font in the contents of a page, such as `F1`; notes what of it is used. */
  font({ face, joined }: Piece): string {
    let font = this.#fonts.get(face);
    if (font === undefined) {
      font = { name: `F${this.#fonts.size + 1}`, id: this.#reserve(), joined: new Map() };
      this.#fonts.set(face, font);
    }
    for (const [glyph, text] of joined) font.joined.set(glyph, text);
    return font.name;
  }

  /** Size in points; `contents` are operators of PDF. */
  addPage(width: number, height: number, contents: string): void {
    const data = deflateSync(Buffer.from(contents, 'latin1'), { level: 5 });
    const stream = this.#add(streamOf('/Filter/FlateDecode', data));
    this.#pages.push({ id: this.#reserve(), contents: stream, size: `[0 0 ${width} ${height}]` });
  }

  finish({ title, language }: { readonly title: string; readonly language: string }): Buffer {
    for (const [face, font] of this.#fonts) this.#putFont(face, font);
    const fonts = [...this.#fonts.values()].map(({ name, id }) => `/${name} ${id} 0 R`).join('');
    for (const { id, contents, size } of this.#pages) {
      this.#put(id, `<</Type/Page/Parent ${this.#pagesId} 0 R/MediaBox${size}/Contents ${contents} 0 R>>`);
    }
    const kids = this.#pages.map(({ id }) => `${id} 0 R`).join(' ');
    const resources = `/Resources<</Font<<${fonts}>>/ProcSet[/PDF/Text]>>`;
    this.#put(this.#pagesId, `<</Type/Pages/Count ${this.#pages.length}/Kids[${kids}]${resources}>>`);
    const catalog = this.#add(
      `<</Type/Catalog/Pages ${this.#pagesId} 0 R/Lang${literal(language)}/ViewerPreferences<</DisplayDocTitle true>>>>`,
    );
    const info = this.#add(`<</Title${utf16(title)}/Producer(TeachTrack)>>`);
    return this.#assemble(catalog, info);
  }

  #putFont(face: Face, font: { readonly id: number; readonly joined: ReadonlyMap<number, string> }): void {
    const { file, fileLength, widths, descriptor, unicode } = face.embedding;
    const program = this.#add(streamOf(`/Filter/FlateDecode/Length1 ${fileLength}`, file));
    const base = `/BaseFont/${face.name}`;
    const described = this.#add(`<</Type/FontDescriptor/FontName/${face.name}${descriptor}/FontFile2 ${program} 0 R>>`);
    const info = '/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>';
    const inner = this.#add(
      `<</Type/Font/Subtype/CIDFontType2${base}${info}/CIDToGIDMap/Identity/FontDescriptor ${described} 0 R/W${widths}>>`,
    );
    const toUnicode = this.#add(streamOf('/Filter/FlateDecode', unicodeMap(face, unicode, font.joined)));
    this.#put(
      font.id,
      `<</Type/Font/Subtype/Type0${base}/Encoding/Identity-H/DescendantFonts[${inner} 0 R]/ToUnicode ${toUnicode} 0 R>>`,
    );
  }

  #assemble(catalog: number, info: number): Buffer {
    const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
    let offset = parts[0]?.length ?? 0;
    let table = `xref\n0 ${this.#objects.length + 1}\n0000000000 65535 f \n`;
    const hash = createHash('sha256');
    this.#objects.forEach((object, index) => {
      const data = Buffer.concat([
        Buffer.from(`${index + 1} 0 obj\n`, 'latin1'),
        object ?? Buffer.from('null'),
        Buffer.from('\nendobj\n', 'latin1'),
      ]);
      table += `${String(offset).padStart(10, '0')} 00000 n \n`;
      offset += data.length;
      hash.update(data);
      parts.push(data);
    });
    const id = hash.digest('hex').slice(0, 32);
    const trailer = `trailer\n<</Size ${this.#objects.length + 1}/Root ${catalog} 0 R/Info ${info} 0 R/ID[<${id}><${id}>]>>`;
    parts.push(Buffer.from(`${table}${trailer}\nstartxref\n${offset}\n%%EOF\n`, 'latin1'));
    return Buffer.concat(parts);
  }

  #reserve(): number {
    return this.#objects.push(undefined);
  }

  #put(id: number, body: string | Buffer): void {
    this.#objects[id - 1] = typeof body === 'string' ? Buffer.from(body, 'latin1') : body;
  }

  #add(body: string | Buffer): number {
    const id = this.#reserve();
    this.#put(id, body);
    return id;
  }
}

function streamOf(entries: string, data: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${entries}/Length ${data.length}>>\nstream\n`, 'latin1'),
    data,
    Buffer.from('\nendstream', 'latin1'),
  ]);
}

const plainMaps = new WeakMap<Face, Buffer>();

/** What the glyphs mean, for searching and copying. The usual one of a face is made once. */
function unicodeMap(face: Face, unicode: ReadonlyMap<number, number>, joined: ReadonlyMap<number, string>): Buffer {
  const kept = joined.size === 0 ? plainMaps.get(face) : undefined;
  if (kept !== undefined) return kept;
  const meanings = new Map<number, string>();
  for (const [glyph, code] of unicode) meanings.set(glyph, String.fromCodePoint(code));
  for (const [glyph, text] of joined) if (!meanings.has(glyph)) meanings.set(glyph, text);
  const lines = [...meanings].map(([glyph, text]) => `<${hex4(glyph)}><${hexText(text)}>`);
  let blocks = '';
  for (let at = 0; at < lines.length; at += 100) {
    const block = lines.slice(at, at + 100);
    blocks += `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar\n`;
  }
  const map = deflateSync(
    Buffer.from(
      `/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/Adobe-Identity-UCS def/CMapType 2 def
1 begincodespacerange<0000><FFFF>endcodespacerange
${blocks}endcmap CMapName currentdict/CMap defineresource pop end end`,
      'latin1',
    ),
  );
  if (joined.size === 0) plainMaps.set(face, map);
  return map;
}

function hexText(text: string): string {
  let out = '';
  for (let index = 0; index < text.length; index++) out += hex4(text.charCodeAt(index));
  return out;
}

function utf16(text: string): string {
  return `<FEFF${hexText(text)}>`;
}

function literal(text: string): string {
  return `(${text.replace(/[^\w-]/g, '')})`;
}
