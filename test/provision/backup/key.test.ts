import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { keyIdOf, parseKey, writtenKey } from '../../../provision/backup/key.ts';
import { Secret } from '../../../provision/model/secret.ts';

const keys = Array.from({ length: 50 }, () => new Secret(randomBytes(32).toString('base64url')));

describe('the key of the backups', () => {
  test('read back from paper it is the same, also in small letters, with spaces, and with O for 0', () => {
    for (const key of keys) {
      const written = writtenKey(key);
      expect(written).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){10}[0-9A-HJKMNP-TV-Z]{5}$/);
      for (const typed of [
        written,
        written.toLowerCase(),
        written.replaceAll('-', ' '),
        ` ${written.replaceAll('0', 'o')}\n`,
      ])
        expect(parseKey(typed).reveal()).toBe(key.reveal());
      expect(parseKey(`${key.reveal()}\n`).reveal()).toBe(key.reveal());
    }
  });

  test('with a letter wrong or two swapped it is refused, and never printed', () => {
    let refused = 0;
    const tries = keys.flatMap((key) => {
      const letters = [...writtenKey(key).replaceAll('-', '')];
      const place = Math.floor(Math.random() * 50);
      const swapped = [...letters];
      [swapped[place], swapped[place + 1]] = [letters[place + 1] ?? '', letters[place] ?? ''];
      const wrong = [...letters];
      wrong[place] = letters[place] === '7' ? '8' : '7';
      return [wrong, ...(letters[place] === letters[place + 1] ? [] : [swapped])];
    });
    for (const letters of tries) {
      try {
        parseKey(letters.join(''));
      } catch (thrown) {
        refused += 1;
        expect(thrown).toMatchObject({ code: 'TT-ANSWERS-01' });
        expect(String(thrown)).not.toContain(letters.slice(0, 10).join(''));
      }
    }
    // Two letters of check: one slip in 65,536 may pass, and then the key does not fit.
    expect(refused).toBeGreaterThanOrEqual(tries.length - 1);
  });

  test.each(['', 'short', 'AAAAA-BBBBB', `${'A'.repeat(54)}!`, 'U'.repeat(55)])(
    '%j is no key, and it is said why',
    (text) => {
      expect(() => parseKey(text)).toThrow(/not a backup key: /);
    },
  );

  test('has a name that tells nothing of it', () => {
    for (const key of keys) expect(keyIdOf(key)).toMatch(/^[0-9a-f]{16}$/);
    expect(new Set(keys.map(keyIdOf)).size).toBe(keys.length);
  });
});
