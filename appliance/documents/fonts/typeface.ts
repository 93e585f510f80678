import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { Face, type Piece } from './face.ts';
import files from './files.json' with { type: 'json' };

export type Weight = keyof typeof files;

/** A word as it is set, whatever scripts it mixes. */
export type Word = {
  readonly pieces: readonly Piece[];
  /** In thousandths of the font size. */
  readonly width: number;
  /** Read from right to left. */
  readonly backwards: boolean;
};

/** Words kept; a district's documents use some ten thousand. */
const mostWords = 60_000;

/**
 * Noto Sans in two weights, in as many files as there are scripts: a file is opened when its first character comes.
 * Words are set once and kept, since the same ones come again and again.
 */
export class Typeface {
  readonly #read: (file: string) => Buffer;
  readonly #faces = new Map<string, Face>();
  readonly #words: Record<Weight, Map<string, Word>> = { regular: new Map(), bold: new Map() };
  readonly #faceOf: Record<Weight, Map<number, Face>> = { regular: new Map(), bold: new Map() };

  constructor(read: (file: string) => Buffer = readFontFile) {
    this.#read = read;
  }

  word(text: string, weight: Weight): Word {
    const words = this.#words[weight];
    let word = words.get(text);
    if (word === undefined) {
      word = this.#set(text, weight);
      if (words.size >= mostWords) words.clear();
      words.set(text, word);
    }
    return word;
  }

  /** Whether every character is in one of the files. */
  covers(text: string): boolean {
    return [...text].every((letter) => this.#known(letter.codePointAt(0) ?? 0, 'regular') !== undefined);
  }

  #set(text: string, weight: Weight): Word {
    const pieces = this.#runs(text, weight).map(({ face, text: run }) => face.set(run));
    const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
    return { pieces, width, backwards: /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text) };
  }

  /** Neighbours of one face; a mark stays with the letter it belongs to. */
  #runs(text: string, weight: Weight): { face: Face; text: string }[] {
    const runs: { face: Face; text: string }[] = [];
    for (const letter of text) {
      const code = letter.codePointAt(0) ?? 0;
      const last = runs.at(-1);
      const face = last?.face.has(code) ? last.face : (this.#known(code, weight) ?? this.#face(files[weight][0] ?? ''));
      if (last?.face === face) last.text += letter;
      else runs.push({ face, text: letter });
    }
    return runs;
  }

  #known(code: number, weight: Weight): Face | undefined {
    const kept = this.#faceOf[weight].get(code);
    if (kept !== undefined) return kept;
    for (const file of files[weight]) {
      const face = this.#face(file);
      if (!face.has(code)) continue;
      this.#faceOf[weight].set(code, face);
      return face;
    }
    return undefined;
  }

  #face(file: string): Face {
    let face = this.#faces.get(file);
    if (face === undefined) {
      face = new Face(basename(file, '.woff'), this.#read(file));
      this.#faces.set(file, face);
    }
    return face;
  }
}

/** In a release the files lie in `fonts/` beside the program; in development in their packages. */
function readFontFile(file: string): Buffer {
  const shipped = join(import.meta.dirname, 'fonts', basename(file));
  return readFileSync(existsSync(shipped) ? shipped : createRequire(import.meta.url).resolve(file));
}
