import { inflateSync } from 'node:zlib';

/** Contents of the pages of a PDF of ours, as operators; throws when the file's own table of places is wrong. */
export function pagesOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const places = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map((found) => Number(found[1]));
  const objects = places.map((place, index) => {
    const head = `${index + 1} 0 obj\n`;
    if (!text.startsWith(head, place)) throw new Error(`object ${index + 1} is not where the table says`);
    return place + head.length;
  });
  return [...text.matchAll(/\/Type\/Page\/.*?\/Contents (\d+) 0 R/g)].map((found) => {
    const at = objects[Number(found[1]) - 1] ?? 0;
    const length = Number(/\/Length (\d+)/.exec(text.slice(at))?.[1]);
    const from = text.indexOf('stream\n', at) + 7;
    return inflateSync(pdf.subarray(from, from + length)).toString('latin1');
  });
}

/** Rectangles drawn on a page, in points from below. */
export function boxesOf(page: string): { x: number; y: number; width: number; height: number }[] {
  return [...page.matchAll(/([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re S/g)].map((found) => {
    const [x = 0, y = 0, width = 0, height = 0] = found.slice(1).map(Number);
    return { x, y, width, height };
  });
}
