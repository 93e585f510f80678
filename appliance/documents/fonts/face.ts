import { deflateSync } from 'node:zlib';
import { create, type Font, type GlyphRun } from 'fontkit';
import { unpackFont } from './sfnt.ts';

/** Letters of one face set after each other, as PDF's `TJ` takes them. */
export type Piece = {
  readonly face: Face;
  /** Inside of the array: glyph numbers in hexadecimal with corrections between them. */
  readonly glyphs: string;
  /** In thousandths of the font size. */
  readonly width: number;
  /** Texts of glyphs that stand for no single character, such as joined letters. */
  readonly joined: ReadonlyMap<number, string>;
};

/** One font file: which characters it has, how it sets them, and what of it goes into a PDF. Made once a process. */
export class Face {
  readonly name: string;
  readonly #font: Font;
  readonly #file: Buffer;
  readonly #characters: ReadonlySet<number>;
  #embedding: Embedding | undefined;

  constructor(name: string, woff: Buffer) {
    const font = open(woff);
    this.name = name;
    this.#file = woff;
    this.#font = font;
    this.#characters = new Set(font.characterSet);
  }

  has(codePoint: number): boolean {
    return this.#characters.has(codePoint);
  }

  set(text: string): Piece {
    const font = this.#font;
    const scale = 1000 / font.unitsPerEm;
    const { glyphs, positions } = shaped(font, text);
    const joined = new Map<number, string>();
    let out = '<';
    let width = 0;
    glyphs.forEach((glyph, index) => {
      out += hex4(glyph.id);
      const own = glyph.advanceWidth * scale;
      const wanted = (positions[index]?.xAdvance ?? glyph.advanceWidth) * scale;
      const correction = Math.round(own - wanted);
      if (correction !== 0 && index < glyphs.length - 1) out += `>${correction}<`;
      width += index < glyphs.length - 1 ? own - correction : own;
      const [only, ...more] = glyph.codePoints;
      const plain = only !== undefined && more.length === 0 && this.embedding.unicode.get(glyph.id) === only;
      if (!plain && glyph.codePoints.length > 0) joined.set(glyph.id, String.fromCodePoint(...glyph.codePoints));
    });
    return { face: this, glyphs: `${out}>`, width, joined };
  }

  get embedding(): Embedding {
    // Opened anew: a font remembers of each glyph for which letter it was first asked, and shapes by that.
    this.#embedding ??= embeddingOf(open(this.#file), this.#file);
    return this.#embedding;
  }
}

/**
 * Some letters with marks, such as U+06A2 and U+0760, have places in the font that the shaper cannot read: it throws.
 * Such a word is set letter by letter, which is less beautiful and loses nothing.
 */
function shaped(font: Font, text: string): Pick<GlyphRun, 'glyphs' | 'positions'> {
  try {
    return font.layout(text, { liga: false, clig: false } as never);
  } catch {
    return { glyphs: font.glyphsForString(text), positions: [] };
  }
}

function open(woff: Buffer): Font {
  const font = create(unpackFont(woff, 'all'));
  if (!('layout' in font)) throw new Error('a collection of several fonts');
  return font;
}

export type Embedding = {
  /** The font file, deflated, and its length before that. */
  readonly file: Buffer;
  readonly fileLength: number;
  /** Value of `/W`. */
  readonly widths: string;
  /** Entries of the descriptor. */
  readonly descriptor: string;
  /** Character of a glyph. */
  readonly unicode: ReadonlyMap<number, number>;
};

function embeddingOf(font: Font, woff: Buffer): Embedding {
  const sfnt = unpackFont(woff, 'drawn');
  const scale = 1000 / font.unitsPerEm;
  const rounded = (value: number) => Math.round(value * scale);
  const advances: number[] = [];
  for (let id = 0; id < font.numGlyphs; id++) advances.push(rounded(font.getGlyph(id).advanceWidth));
  const unicode = new Map<number, number>();
  for (const code of font.characterSet) {
    const { id } = font.glyphForCodePoint(code);
    if (!unicode.has(id)) unicode.set(id, code);
  }
  const { minX, minY, maxX, maxY } = font.bbox;
  return {
    file: deflateSync(sfnt, { level: 9 }),
    fileLength: sfnt.length,
    widths: `[0[${advances.join(' ')}]]`,
    descriptor:
      `/Flags 4/FontBBox[${[minX, minY, maxX, maxY].map(rounded).join(' ')}]/ItalicAngle 0/StemV 80` +
      `/Ascent ${rounded(font.ascent)}/Descent ${rounded(font.descent)}/CapHeight ${rounded(font.capHeight)}`,
    unicode,
  };
}

const digits = '0123456789ABCDEF';

export function hex4(value: number): string {
  return `${digits[(value >> 12) & 15]}${digits[(value >> 8) & 15]}${digits[(value >> 4) & 15]}${digits[value & 15]}`;
}
