import { createHash, createHmac } from 'node:crypto';
import { ProvisionError } from '../model/error.ts';
import { Secret } from '../model/secret.ts';

/*
 * The key of the backups: 32 bytes, on the server as base64url in a secret of its own. For paper it is written in 11 groups
 * of five letters and digits (Crockford's base 32, without I, L, O and U), of which the last three letters check the rest.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const keyLength = 32;
const checkLength = 2;
const writtenLength = Math.ceil(((keyLength + checkLength) * 8) / 5);

/** Rejects with TT-BACKUP-02 when the secret is no key of ours. */
export function keyBytes(key: Secret): Buffer {
  const bytes = Buffer.from(key.reveal(), 'base64url');
  if (bytes.length === keyLength) return bytes;
  throw new ProvisionError({ code: 'TT-BACKUP-02', message: 'The secret of the backups is not a key of 32 bytes.' });
}

/** Names a key without telling anything of it. */
export function keyIdOf(key: Secret): string {
  return createHmac('sha256', keyBytes(key)).update('teachtrack backup key').digest('hex').slice(0, 16);
}

/** The key as a person writes it down. */
export function writtenKey(key: Secret): string {
  const bytes = keyBytes(key);
  const bits = [...bytes, ...checkOf(bytes)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = Array.from({ length: writtenLength }, (_, place) => {
    const five = bits.slice(place * 5, place * 5 + 5).padEnd(5, '0');
    return alphabet[Number.parseInt(five, 2)];
  }).join('');
  return letters.match(/.{5}/g)?.join('-') ?? '';
}

/** Reads a key from paper, or as the server keeps it. Rejects with TT-ANSWERS-01 and what is wrong, never with the key. */
export function parseKey(text: string): Secret {
  const plain = text.trim();
  if (/^[\w-]{43}$/.test(plain) && Buffer.from(plain, 'base64url').length === keyLength) return new Secret(plain);
  const letters = plain.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const odd = [...letters].find((letter) => !alphabet.includes(letter));
  if (odd !== undefined) throw notAKey(`it holds the sign “${odd}”, which no key has`);
  if (letters.length !== writtenLength)
    throw notAKey(`it has ${letters.length} letters and digits, and a key has ${writtenLength}`);
  const bits = [...letters].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const all = Buffer.from(
    Array.from({ length: keyLength + checkLength }, (_, place) =>
      Number.parseInt(bits.slice(place * 8, place * 8 + 8), 2),
    ),
  );
  const bytes = all.subarray(0, keyLength);
  if (!checkOf(bytes).equals(all.subarray(keyLength))) throw notAKey('a letter is wrong or two are swapped');
  return new Secret(bytes.toString('base64url'));
}

function checkOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update('teachtrack backup key check').update(bytes).digest().subarray(0, checkLength);
}

function notAKey(why: string): ProvisionError {
  return new ProvisionError({ code: 'TT-ANSWERS-01', message: `This is not a backup key: ${why}.` });
}
