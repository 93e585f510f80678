import { encode } from 'uqr';
import type { Typeface, Weight, Word } from '../fonts/typeface.ts';
import type { PdfFile } from './file.ts';
import { type Line, lineWidth, visualOrder } from './lines.ts';

export const mm = 72 / 25.4;

export type TextStyle = {
  readonly size: number;
  readonly weight?: Weight;
  readonly align?: 'left' | 'centre' | 'right';
};

/** One page to draw on, in points from its upper left corner. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #file: PdfFile;
  readonly #typeface: Typeface;
  #out = '';

  constructor(file: PdfFile, typeface: Typeface, size: { readonly width: number; readonly height: number }) {
    this.#file = file;
    this.#typeface = typeface;
    this.width = size.width;
    this.height = size.height;
  }

  /** Words on one line, with `y` where the letters stand; `x` is the left, the middle or the right of them. */
  words(words: readonly Word[], x: number, y: number, { size, weight = 'regular', align = 'left' }: TextStyle): void {
    if (words.length === 0) return;
    const width = align === 'left' ? 0 : lineWidth(words, size, this.#typeface, weight);
    const left = x - (align === 'centre' ? width / 2 : align === 'right' ? width : 0);
    const between = this.#typeface.word(' ', weight).pieces;
    let out = `BT ${number(left)} ${number(this.height - y)} Td`;
    let open = '';
    visualOrder(words).forEach((word, index) => {
      for (const piece of index > 0 ? [...between, ...word.pieces] : word.pieces) {
        const font = this.#file.font(piece);
        if (font !== open) out += `${open === '' ? '' : ']TJ'} /${font} ${size} Tf[`;
        open = font;
        out += piece.glyphs;
      }
    });
    this.#out += `${out}${open === '' ? '' : ']TJ'} ET\n`;
  }

  /** A short text on one line. */
  text(text: string, x: number, y: number, style: TextStyle): void {
    const tokens = text.split(/\s+/).filter((token) => token !== '');
    this.words(
      tokens.map((token) => this.#typeface.word(token, style.weight ?? 'regular')),
      x,
      y,
      style,
    );
  }

  /** Lines below each other from `y`, the upper edge of the first. */
  lines(lines: readonly Line[], x: number, y: number, style: { size: number; leading: number; weight?: Weight }): void {
    lines.forEach((line, index) => {
      const base = y + index * style.leading + style.size * 0.95;
      if (line.bullet !== undefined) this.words([line.bullet], x, base, style);
      this.words(line.words, x + line.indent, base, style);
    });
  }

  /** Grey from 0 black to 1 white. */
  rule(x1: number, y1: number, x2: number, y2: number, { width = 0.5, grey = 0 } = {}): void {
    const [fromY, toY] = [this.height - y1, this.height - y2].map(number);
    this.#out += `${grey} G ${width} w ${number(x1)} ${fromY} m ${number(x2)} ${toY} l S\n`;
  }

  box(x: number, y: number, width: number, height: number, look: { fill?: number; stroke?: number } = {}): void {
    const rectangle = `${number(x)} ${number(this.height - y - height)} ${number(width)} ${number(height)} re`;
    if (look.fill !== undefined) this.#out += `q ${look.fill} g ${rectangle} f Q\n`;
    if (look.stroke !== undefined) this.#out += `0 G ${look.stroke} w ${rectangle} S\n`;
  }

  /** A QR code of `side` points. The paper around it has to stay white for a while. */
  qrCode(text: string, x: number, y: number, side: number): void {
    const { data: rows } = encode(text, { ecc: 'M', border: 0 });
    const step = side / rows.length;
    this.#out += 'q 0 g ';
    rows.forEach((row, index) => {
      let from = 0;
      while (from < row.length) {
        let to = from;
        while (row[to]) to++;
        if (to > from) {
          const [left, below] = [x + from * step, this.height - y - (index + 1) * step];
          this.#out += `${number(left)} ${number(below)} ${number((to - from) * step)} ${number(step)} re `;
        }
        from = to + 1;
      }
    });
    this.#out += 'f Q\n';
  }

  finish(): void {
    this.#file.addPage(this.width, this.height, this.#out);
  }
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}
