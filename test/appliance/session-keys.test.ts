import { describe, expect, test } from 'vitest';
import { parseSessionKeys } from '../../appliance/session-keys.ts';
import { keyFileText, parseKeyFile, switched } from '../../provision/rotation/session.ts';

const [first, second, third] = ['a', 'b', 'c'].map((letter) => letter.repeat(43)) as [string, string, string];
const now = new Date('2026-11-26T07:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

describe('the key of the sessions', () => {
  test('is one line on a server whose key was never changed', () => {
    const keys = parseSessionKeys(`${first}\n`);
    expect(keys.signing).toBe(first);
    expect(keys.forSessions(now)).toEqual([first]);
    expect(keys.all).toEqual([first]);
    expect(() => parseSessionKeys('\n')).toThrow('holds no key');
  });

  test('at every moment of a rotation, what one process signs every other one accepts', () => {
    const before = parseKeyFile(`${first}\n`);
    const known = { ...before, next: second };
    const after = switched(known, now);
    const moments = [before, known, after].map((file) => parseSessionKeys(keyFileText(file)));
    for (const [at, one] of moments.entries()) {
      const beside = moments.slice(Math.max(0, at - 1), at + 2);
      for (const other of beside) expect(other.forSessions(now)).toContain(one.signing);
    }
    expect(moments.map(({ signing }) => signing)).toEqual([first, first, second]);
  });

  test('an old one is accepted for sessions until the last of them has run out, and for links and codes longer', () => {
    const after = parseSessionKeys(keyFileText(switched({ signing: first, next: second, old: [] }, now)));
    expect(after.forSessions(later(13.9))).toEqual([second, first]);
    expect(after.forSessions(later(14.1))).toEqual([second]);
    expect(after.all).toEqual([second, first]);
  });

  test('what is written reads the same, and no more than three old ones are kept', () => {
    let file = parseKeyFile(first);
    for (const next of [second, third, 'd'.repeat(43), 'e'.repeat(43), 'f'.repeat(43)])
      file = switched({ ...file, next }, now);
    const read = parseKeyFile(keyFileText(file));
    expect(read.old).toHaveLength(3);
    expect(read.signing).toBe('f'.repeat(43));
    expect(parseKeyFile(keyFileText({ ...read, next: first }))).toEqual({ ...read, next: first });
  });

  test('the words beside the keys are no secrets, and the keys are', async () => {
    const { secretsIn } = await import('../../provision/support/needles.ts');
    const text = keyFileText({ ...switched({ signing: first, next: second, old: [] }, now), next: third });
    expect(secretsIn(text)).toEqual([second, third, first]);
  });
});
