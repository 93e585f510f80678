import { createHash, randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new identifier: 48 bits of time, 80 of chance, so that ids made later sort later. */
export function newId(now: number = Date.now()): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now, 0, 6);
  randomBytes(10).copy(bytes, 6);
  return encode(bytes);
}

/** Sorts before every identifier made at that moment or later, behind all made before. */
export function firstIdOf(moment: Date): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(moment.getTime(), 0, 6);
  return encode(bytes);
}

/** The identifier of a thing that has a natural key: the same parts always give the same one. */
export function derivedId(...parts: readonly (string | number)[]): string {
  return encode(createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16));
}

/** Twelve characters of chance, 60 bits: short enough to be typed from paper, too many to be guessed. */
export function chanceCode(): string {
  return encode(randomBytes(8)).slice(1);
}

/** Crockford's base 32, 128 bits as 26 characters: two bits of nothing come first, so that they come out even. */
function encode(bytes: Uint8Array): string {
  let text = '';
  let rest = 0;
  let bits = 2;
  for (const byte of bytes) {
    rest = (rest << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[rest >>> bits];
      rest &= (1 << bits) - 1;
    }
  }
  return text;
}
