import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFramer, type Mark, newToken } from '../../../provision/transport/framing.ts';

function feed(bytes: Buffer, cuts: readonly number[], token = newToken()) {
  const framer = createFramer(token);
  const marks: Mark[] = [];
  const data: Buffer[] = [];
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  for (const [index, from] of [0, ...places].entries()) {
    const pushed = framer.push(bytes.subarray(from, places[index] ?? bytes.length));
    marks.push(...pushed.marks);
    data.push(pushed.data);
  }
  return { framer, marks, data: Buffer.concat(data) };
}

describe('a frame', () => {
  test('gives exactly the bytes after the mark, however they arrive', () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(bytes, bytes, fc.array(fc.nat(1_000), { maxLength: 8 }), (noise, data, cuts) => {
        const token = newToken();
        const all = Buffer.concat([noise, Buffer.from(`\n${token.whole} begin 77\n`), data]);
        const seen = feed(all, cuts, token);
        expect(seen.marks).toEqual([{ kind: 'begin', pid: 77 }]);
        expect(seen.data.equals(Buffer.from(data))).toBe(true);
      }),
    );
  });

  test('tells noise, the words of sudo and data apart', () => {
    const token = newToken();
    const mark = (text: string) => `\n${token.whole} ${text}\n`;
    const { framer, marks, data } = feed(
      Buffer.from(`hello é${mark('shell 0')}lecture${mark('begin 5')}data`),
      [],
      token,
    );
    expect(marks.map(({ kind }) => kind)).toEqual(['shell', 'begin']);
    expect([framer.noise(), framer.preface(), data.toString()]).toEqual(['hello é', 'lecture', 'data']);
  });

  test('is not fooled by an echo of the command, another token or a mark inside the data', () => {
    const token = newToken();
    const echo = `\n+ sh -c ... ${token.left} ${token.right}\n\n${token.whole} begin $$\n\n${newToken().whole} begin 1\n`;
    const seen = feed(Buffer.from(echo), [], token);
    expect(seen.marks).toEqual([]);
    expect(seen.data).toHaveLength(0);
    const again = `\n${token.whole} begin 5\n`;
    expect(feed(Buffer.from(again + again), [], token).data.toString()).toBe(again);
  });

  test('keeps only the first of endless noise', () => {
    const framer = createFramer(newToken());
    for (let count = 0; count < 200; count += 1) framer.push(Buffer.alloc(10_000, 'x'));
    expect(framer.noise().length).toBeLessThan(200_000);
  });
});
