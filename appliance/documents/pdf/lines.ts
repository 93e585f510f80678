import type { Typeface, Weight, Word } from '../fonts/typeface.ts';
import type { Paragraph } from '../model.ts';

/** Words that fit beside each other; `indent` in points from the left of the cell. */
export type Line = { readonly words: readonly Word[]; readonly indent: number; readonly bullet?: Word };

export type Setting = { readonly typeface: Typeface; readonly size: number; readonly width: number };

/** Breaks paragraphs into lines of at most `width` points; a word longer than a line is cut. */
export function breakLines(paragraphs: readonly Paragraph[], setting: Setting, weight: Weight = 'regular'): Line[] {
  return paragraphs.flatMap((paragraph) => breakParagraph(paragraph, setting, paragraph.bold ? 'bold' : weight));
}

function breakParagraph({ text, bullet }: Paragraph, { typeface, size, width }: Setting, weight: Weight): Line[] {
  const mark = bullet === undefined ? undefined : typeface.word(bullet, weight);
  const indent = mark === undefined ? 0 : (mark.width / 1000) * size + size * 0.35;
  const room = ((width - indent) / size) * 1000;
  const space = typeface.word(' ', weight).width;
  const lines: Line[] = [];
  const end = (words: readonly Word[]) => {
    const isFirst = lines.length === 0 && mark !== undefined;
    lines.push({ words, indent, ...(isFirst ? { bullet: mark } : {}) });
  };
  for (const row of cleaned(text)) {
    let words: Word[] = [];
    let used = 0;
    for (const token of row) {
      const word = typeface.word(token, weight);
      for (const piece of word.width <= room ? [word] : cut(token, typeface, weight, room)) {
        if (words.length > 0 && used + space + piece.width > room) {
          end(words);
          words = [];
          used = 0;
        }
        used += piece.width + (words.length > 0 ? space : 0);
        words.push(piece);
      }
    }
    end(words);
  }
  return lines;
}

/** Lines of words, without what has no look of its own. Directions are told by the letters, never by marks. */
function cleaned(text: string): string[][] {
  return text
    .normalize('NFC')
    .split(/\r\n|[\n\r\u2028\u2029\v\f]/)
    .map((row) =>
      row
        .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
        .split(/[\s\p{Cc}]+/u)
        .filter((word) => word !== ''),
    );
}

/** Pieces of a word that is too long: parted after a hyphen or slash where there is one, else wherever it must be. */
function cut(token: string, typeface: Typeface, weight: Weight, room: number): Word[] {
  const parts = token.split(/(?<=[-/–])(?=\p{L})/u);
  const whole = parts.map((part) => typeface.word(part, weight));
  if (parts.length > 1 && whole.every(({ width }) => width <= room)) return whole;
  const letters = [...new Intl.Segmenter().segment(token)].map(({ segment }) => segment);
  const pieces: Word[] = [];
  let from = 0;
  let used = 0;
  letters.forEach((letter, index) => {
    const { width } = typeface.word(letter, weight);
    if (index > from && used + width > room) {
      pieces.push(typeface.word(letters.slice(from, index).join(''), weight));
      from = index;
      used = 0;
    }
    used += width;
  });
  pieces.push(typeface.word(letters.slice(from).join(''), weight));
  return pieces;
}

/** In points. */
export function lineWidth(words: readonly Word[], size: number, typeface: Typeface, weight: Weight): number {
  const space = typeface.word(' ', weight).width;
  const sum = words.reduce((total, word) => total + word.width, 0) + space * Math.max(0, words.length - 1);
  return (sum / 1000) * size;
}

/** As they stand on paper from left to right: neighbours that are read backwards change places. */
export function visualOrder(words: readonly Word[]): readonly Word[] {
  if (!words.some((word) => word.backwards)) return words;
  const ordered: Word[] = [];
  let run: Word[] = [];
  for (const word of words) {
    if (word.backwards) {
      run.unshift(word);
      continue;
    }
    ordered.push(...run, word);
    run = [];
  }
  return [...ordered, ...run];
}
