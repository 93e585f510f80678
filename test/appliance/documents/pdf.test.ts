import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Typeface } from '../../../appliance/documents/fonts/typeface.ts';
import { type DocumentModel, type Table, type TableRow, text } from '../../../appliance/documents/model.ts';
import { breakLines } from '../../../appliance/documents/pdf/lines.ts';
import { renderPdf } from '../../../appliance/documents/pdf/render.ts';
import { boxesOf, pagesOf } from './pages.ts';

const typeface = new Typeface();

function documentWith(rows: readonly TableRow[], columns = 2): DocumentModel {
  const labels = Array.from({ length: columns }, (_, index) => ({ label: `C${index}`, widthPct: 100 / columns }));
  const table: Table = { kind: 'table', columns: labels, fontSize: 8, heading: true, rows };
  return {
    title: 'Test',
    language: 'en',
    footer: 'Foot',
    pageWords: 'Page {page} of {pages}',
    parts: [{ orientation: 'landscape', marginMm: 12, blocks: [{ kind: 'title', text: 'Test' }, table] }],
  };
}

const row = (...cells: string[]): TableRow => ({ kind: 'cells', cells: cells.map((cell) => text(cell)) });

describe('letters', () => {
  test('those of the promised scripts are there, in both weights', () => {
    for (const sample of [
      'Ng’ombe wa Wanjikũ, élève à Noël, Çelik Łukasz',
      'Привет, Ђорђе Қазақ',
      'Ωμέγα ἀρχή',
      'مريم القرآن',
      'አበበ በቀለ',
      'नमस्ते',
      'Nguyễn Ậu',
    ]) {
      expect(typeface.covers(sample), sample).toBe(true);
      for (const weight of ['regular', 'bold'] as const) {
        expect(
          typeface
            .word(sample.split(' ')[0] ?? '', weight)
            .pieces.map(({ glyphs }) => glyphs)
            .join(),
        ).not.toMatch(/<0000/);
      }
    }
    expect(typeface.covers('日本')).toBe(false);
  });

  test('one nobody has is drawn as an empty box, not left out', () => {
    expect(typeface.word('日', 'regular').pieces.map(({ glyphs }) => glyphs)).toEqual(['<0000>']);
  });

  test('Arabic is joined and set from right to left', () => {
    const { pieces, backwards } = typeface.word('سلام', 'regular');
    expect(backwards).toBe(true);
    expect([...(pieces[0]?.joined.values() ?? [])].sort()).toEqual(['ا', 'ل', 'س'].sort());
    const [first, last] = ['مريم', 'م'].map((name) => typeface.word(name, 'regular').pieces[0]?.glyphs.slice(1, 5));
    expect(first).not.toBe(last);
  });
});

describe('lines', () => {
  test('no line is wider than its room and no letter is lost, whatever is typed', () => {
    const setting = { typeface, size: 8, width: 60 };
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (typed) => {
        const lines = breakLines([{ text: typed }], setting);
        for (const { words } of lines) {
          const width = words.reduce((sum, word) => sum + word.width, 0) * 0.008;
          expect(words.length === 1 || width <= 60.01).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    const long = 'x'.repeat(100);
    const glyphs = breakLines([{ text: long }], setting).flatMap(({ words }) => words.flatMap(({ pieces }) => pieces));
    expect(glyphs.map((piece) => piece.glyphs.replace(/>-?\d+</g, '').length - 2).reduce((a, b) => a + b, 0)).toBe(400);
  });

  test('letters whose marks the shaper cannot place are set all the same', () => {
    for (const letter of ['\u06a2', '\u0760', 'م\u0760م']) {
      const [piece] = typeface.word(letter, 'regular').pieces;
      expect(piece?.width).toBeGreaterThan(0);
    }
  });

  test('a word that is too long parts after its hyphen', () => {
    const lines = breakLines([{ text: 'Self-assessment' }], { typeface, size: 8, width: 50 });
    expect(lines.map(({ words }) => words)).toEqual([
      [typeface.word('Self-', 'regular')],
      [typeface.word('assessment', 'regular')],
    ]);
  });
});

describe('a PDF', () => {
  test('equal documents give equal bytes, and its table of places is right', () => {
    const model = documentWith([row('a', 'b <b>bold</b>')]);
    const first = renderPdf(model, typeface);
    expect(renderPdf(structuredClone(model), new Typeface())).toEqual(first);
    expect(pagesOf(first)).toHaveLength(1);
    expect(first.toString('latin1')).toContain('/MediaBox[0 0 841.89 595.28]');
  });

  test('rows stay whole, nothing is drawn outside of the page, and the heading stands on every one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 3 })), {
          minLength: 1,
          maxLength: 25,
        }),
        (shape) => {
          const rows = shape.map(
            ([words, group], index): TableRow => ({
              kind: 'cells',
              cells: [
                { paragraphs: [{ text: `group ${group} ${'wide '.repeat(group * 15)}` }], merge: `g${group}` },
                text(Array.from({ length: words }, () => `w${index}`).join(' ')),
                { paragraphs: [{ text: 'x' }], merge: `other${index % 5 > 2}` },
              ],
            }),
          );
          for (const page of pagesOf(renderPdf(documentWith(rows, 3), typeface))) {
            const boxes = boxesOf(page);
            for (const box of boxes) {
              expect(box.y).toBeGreaterThan(34 + 19);
              expect(box.y + box.height).toBeLessThan(595.28 - 34 + 0.1);
            }
            // Every column is filled from the heading to the end of the table, without a gap and without an overlap.
            const columns = Map.groupBy(boxes, ({ x }) => x);
            const sums = [...columns.values()].map((all) => all.reduce((sum, { height }) => sum + height, 0));
            expect(columns.size).toBe(3);
            for (const sum of sums) expect(sum).toBeCloseTo(sums[0] ?? 0, 0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a row that is higher than a page goes on over several, with every line of it', () => {
    const words = Array.from({ length: 6_000 }, (_, index) => `w${index}`).join(' ');
    const pages = pagesOf(renderPdf(documentWith([row('a', 'b'), row(words, 'c'), row('d', 'e')]), typeface));
    const lines = breakLines([{ text: words }], { typeface, size: 8, width: (841.89 - 68.03) / 2 - 5 }).length;
    const drawn = pages.reduce((sum, page) => sum + (page.match(/\[<[0-9A-F]+>?[^\]]*\]TJ ET/g)?.length ?? 0), 0);
    expect(pages.length).toBeGreaterThan(3);
    expect(drawn).toBeGreaterThanOrEqual(lines);
    for (const page of pages) for (const box of boxesOf(page)) expect(box.y).toBeGreaterThan(50);
  });
});
