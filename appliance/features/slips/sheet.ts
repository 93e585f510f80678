import type { Typeface } from '../../documents/fonts/typeface.ts';
import { Canvas, mm } from '../../documents/pdf/canvas.ts';
import { PdfFile } from '../../documents/pdf/file.ts';
import { breakLines } from '../../documents/pdf/lines.ts';
import { slipWords } from './words.ts';

export type Slip = {
  readonly fullName: string;
  /** What they type to sign in. */
  readonly signInName: string;
  readonly school: string;
  readonly passphrase: string;
};

type Sheet = {
  readonly slips: readonly Slip[];
  readonly typeface: Typeface;
  readonly siteName: string;
  readonly address: string;
  readonly date: string;
};

const page = { width: 210 * mm, height: 297 * mm };
const columns = 2;
const rows = 4;
const slip = { width: page.width / columns, height: page.height / rows };

/** A4 pages of eight slips to cut apart: name, where, user name, passphrase, and the address as a QR code. */
export function slipSheet({ slips, typeface, siteName, address, date }: Sheet): Buffer {
  const file = new PdfFile();
  const words = slipWords.en;
  for (let first = 0; first < slips.length; first += columns * rows) {
    const canvas = new Canvas(file, typeface, page);
    for (let cut = 1; cut < rows; cut++)
      canvas.rule(0, cut * slip.height, page.width, cut * slip.height, { grey: 0.7 });
    canvas.rule(slip.width, 0, slip.width, page.height, { grey: 0.7 });
    slips.slice(first, first + columns * rows).forEach((one, index) => {
      const x = (index % columns) * slip.width + 8 * mm;
      const y = Math.floor(index / columns) * slip.height + 9 * mm;
      draw(canvas, one, x, y);
    });
    canvas.finish();
  }
  return file.finish({ title: words.title, language: 'en' });

  function draw(canvas: Canvas, one: Slip, x: number, y: number): void {
    const width = slip.width - 16 * mm;
    const code = 24 * mm;
    const broken = (text: string, size: number, room: number) =>
      breakLines([{ text }], { typeface, size, width: room }).slice(0, 2);
    canvas.text(words.heading, x, y, { size: 8 });
    canvas.lines(broken(one.fullName, 13, width - code - 4 * mm), x, y + 3 * mm, {
      size: 13,
      leading: 15,
      weight: 'bold',
    });
    canvas.lines(broken(one.school, 9, width - code - 4 * mm), x, y + 14.5 * mm, { size: 9, leading: 11 });
    canvas.qrCode(address, x + width - code, y - 2 * mm, code);
    canvas.text(words.userName, x, y + 28 * mm, { size: 8 });
    canvas.text(one.signInName, x, y + 33 * mm, { size: 12, weight: 'bold' });
    canvas.text(words.passphrase, x, y + 39 * mm, { size: 8 });
    canvas.text(one.passphrase, x, y + 44.5 * mm, { size: 14, weight: 'bold' });
    canvas.text(`${words.address}: ${address}`, x, y + 50.5 * mm, { size: 9 });
    canvas.lines(broken(words.once, 7, width), x, y + 52.5 * mm, { size: 7, leading: 8.5 });
    canvas.text(`${siteName} · ${words.printed(date)}`, x, y + 60.5 * mm, { size: 6.5 });
  }
}
