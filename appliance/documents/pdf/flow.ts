import type { Typeface } from '../fonts/typeface.ts';
import type { Part } from '../model.ts';
import { Canvas, mm } from './canvas.ts';
import type { PdfFile } from './file.ts';

/** Room at the foot of every page. */
const footMm = 7;
const a4 = { short: 595.28, long: 841.89 };

/** Pages that fill from above; whoever draws says what height is wanted next. */
export class Flow {
  readonly file: PdfFile;
  readonly typeface: Typeface;
  readonly canvases: { readonly canvas: Canvas; readonly margin: number }[] = [];
  /** Where the next thing begins, in points from above. */
  y = 0;
  #part: Pick<Part, 'orientation' | 'marginMm'> = { orientation: 'portrait', marginMm: 15 };

  constructor(file: PdfFile, typeface: Typeface) {
    this.file = file;
    this.typeface = typeface;
  }

  begin(part: Pick<Part, 'orientation' | 'marginMm'>): void {
    this.#part = part;
    this.newPage();
  }

  newPage(): void {
    const [width, height] = this.#part.orientation === 'portrait' ? [a4.short, a4.long] : [a4.long, a4.short];
    const canvas = new Canvas(this.file, this.typeface, { width, height });
    this.canvases.push({ canvas, margin: this.margin });
    this.y = this.margin;
  }

  /** Goes to a new page when less than `height` is left on this one. */
  want(height: number): void {
    if (this.y + height > this.bottom && this.y > this.margin) this.newPage();
  }

  get canvas(): Canvas {
    const last = this.canvases.at(-1);
    if (last === undefined) throw new Error('no page has begun');
    return last.canvas;
  }

  get margin(): number {
    return this.#part.marginMm * mm;
  }

  get width(): number {
    return this.canvas.width - 2 * this.margin;
  }

  get bottom(): number {
    return this.canvas.height - this.margin - footMm * mm;
  }
}
