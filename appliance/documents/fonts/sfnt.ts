import { inflateSync } from 'node:zlib';

/** Tables a reader of PDF needs to draw glyphs by their number; the others are for shaping, which is done here. */
const drawn = ['cvt ', 'fpgm', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'prep'];

type FontTable = { readonly tag: string; readonly checksum: number; readonly data: Buffer };

/**
 * The TrueType file in a WOFF 1.0 one: whole, or as it is embedded, without the tables of shaping. Throws on anything
 * else.
 */
export function unpackFont(woff: Buffer, parts: 'all' | 'drawn'): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF' || woff.readUInt32BE(4) !== 0x00010000) {
    throw new Error('not a WOFF file with TrueType outlines');
  }
  const tables: FontTable[] = [];
  for (let index = 0; index < woff.readUInt16BE(12); index++) {
    const at = 44 + index * 20;
    const tag = woff.toString('latin1', at, at + 4);
    if (parts === 'drawn' && !drawn.includes(tag)) continue;
    const [offset, packed, length] = [4, 8, 12].map((place) => woff.readUInt32BE(at + place)) as [
      number,
      number,
      number,
    ];
    const stored = woff.subarray(offset, offset + packed);
    const data = packed === length ? stored : inflateSync(stored);
    tables.push({ tag, checksum: woff.readUInt32BE(at + 16), data });
  }
  return assemble(tables.sort((a, b) => (a.tag < b.tag ? -1 : 1)));
}

function assemble(tables: readonly FontTable[]): Buffer {
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const head = Buffer.alloc(12 + 16 * tables.length);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(tables.length, 4);
  head.writeUInt16BE(power * 16, 6);
  head.writeUInt16BE(Math.log2(power), 8);
  head.writeUInt16BE((tables.length - power) * 16, 10);
  const parts: Buffer[] = [head];
  let offset = head.length;
  tables.forEach(({ tag, checksum, data }, index) => {
    const at = 12 + 16 * index;
    head.write(tag, at, 'latin1');
    head.writeUInt32BE(checksum, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(data.length, at + 12);
    const padded = Buffer.alloc((4 - (data.length % 4)) % 4);
    parts.push(data, padded);
    offset += data.length + padded.length;
  });
  return Buffer.concat(parts);
}
