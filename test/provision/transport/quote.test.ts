import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quote, quoteAll } from '../../../provision/transport/quote.ts';

const word = fc.string({
  unit: fc.oneof(fc.constantFrom(...`'"\\$\`!*? \n\t;&|<>(){}[]#~-`), fc.string({ unit: 'binary' })),
});
const sendable = word.filter((text) => !text.includes('\0') && text.isWellFormed());

describe('quoting', () => {
  test.each(['sh', 'bash'])('gives any words back unchanged through %s', (shell) => {
    const isSame = (words: string[]) => {
      const line = quoteAll(['printf', '%s\\0', ...words]);
      const printed = execFileSync(shell, ['-c', line], { encoding: 'utf8' });
      expect(printed.split('\0').slice(0, -1)).toEqual(words);
    };
    fc.assert(fc.property(fc.array(sendable, { minLength: 1, maxLength: 20 }), isSame), { numRuns: 25 });
  });

  test('leaves no backslash inside single quotes, where fish would read it otherwise', () => {
    expect(quote("a\\b'c")).toBe(`'a'"\\\\"'b'"'"'c'`);
    fc.assert(fc.property(sendable, (text) => !/\\/.test(quote(text).replaceAll('"\\\\"', ''))));
  });

  test('leaves plain words plain, quotes the empty one and refuses what no argument can hold', () => {
    expect(quoteAll(['ls', '-l', '/etc/a_b.c', ''])).toBe("ls -l /etc/a_b.c ''");
    expect(() => quote('a\0b')).toThrow('NUL');
  });
});
