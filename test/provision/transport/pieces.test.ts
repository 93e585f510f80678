import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printed, resolvable } from '../../../provision/transport/address.ts';
import { blockBytes, hashOf, missingRanges } from '../../../provision/transport/blocks.ts';
import { evidenceOf } from '../../../provision/transport/evidence.ts';
import { newToken } from '../../../provision/transport/framing.ts';
import { createLines } from '../../../provision/transport/run.ts';
import { framed } from '../../../provision/transport/script.ts';
import { createSlots } from '../../../provision/transport/slots.ts';
import { rejectsWith, sampleFile } from '../../conformance/transport/given.ts';

describe('an address', () => {
  test.each([
    ['server.example', 'server.example'],
    [' [FD00::1] ', 'FD00::1'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['a_b.local', 'a_b.local'],
  ])('%s is %s for the resolver', (host, expected) => {
    expect(resolvable({ host, port: 22 })).toBe(expected);
  });

  test.each(['', ' ', 'a b', 'root@host', 'http://host', 'host:22', '[host', '-\u0000'])('%j is none', async (host) => {
    await rejectsWith('TT-SSH-01', () => resolvable({ host, port: 22 }));
  });

  test('shows its port where it is not the usual one', () => {
    const shown = ['a', 'fd00::1'].flatMap((host) => [22, 23].map((port) => printed({ host, port })));
    expect(shown).toEqual(['a', 'a:23', 'fd00::1', '[fd00::1]:23']);
  });
});

describe('evidence', () => {
  test('holds no control characters, no secrets, few lines and short ones', () => {
    const text = `\u001b[31mred\u001b[0m\u0007 a\tb\r\n\n${'x'.repeat(300)}\nthe hush word\n${'l\n'.repeat(20)}`;
    const lines = evidenceOf(text, ['hush', '']);
    expect(lines.slice(0, 3)).toEqual(['red  a b', `${'x'.repeat(199)}…`, 'the *** word']);
    expect(lines).toHaveLength(8);
  });
});

describe('lines', () => {
  test('are the same however the bytes arrive', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '鍵', '\n') }), fc.array(fc.nat(9)), (text, sizes) => {
        const seen: string[] = [];
        const lines = createLines((line) => seen.push(line));
        let rest = Buffer.from(text);
        for (const size of sizes) {
          lines.push(rest.subarray(0, size));
          rest = rest.subarray(size);
        }
        lines.push(rest);
        lines.end();
        expect(seen).toEqual(text === '' ? [] : text.replace(/\n$/, '').split('\n'));
      }),
    );
  });
});

describe('slots', () => {
  test('let so many in, take fewer after shrinking, and are given back once', async () => {
    const slots = createSlots(3);
    const held = await Promise.all([slots.take(), slots.take(), slots.take()]);
    let isIn = false;
    const fourth = slots.take().then((release) => {
      isIn = true;
      return release;
    });
    slots.shrink();
    held[0]?.();
    held[0]?.();
    await Promise.resolve();
    expect([isIn, slots.used()]).toEqual([false, 2]);
    held[1]?.();
    (await fourth)();
    held[2]?.();
    expect([isIn, slots.used()]).toEqual([true, 0]);
  });
});

describe('blocks of a file', () => {
  test('are asked for when they are missing or differ, neighbours together', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'blocks-'));
    const size = 3 * blockBytes + 5;
    const file = await open(sampleFile(folder, 'file', size).path);
    const hash = (block: number) => hashOf(file, block * blockBytes, Math.min(size, (block + 1) * blockBytes));
    const right = await Promise.all([0, 1, 2, 3].map(hash));
    const at = (block: number) => block * blockBytes;
    expect(await missingRanges(file, size, right)).toEqual([]);
    expect(await missingRanges(file, size, [])).toEqual([{ from: 0, to: size }]);
    expect(await missingRanges(file, size, right.toSpliced(1, 1, 'other').slice(0, 3))).toEqual([
      { from: at(1), to: at(2) },
      { from: at(3), to: size },
    ]);
    await expect(hashOf(file, size - 5, size + 1)).rejects.toThrow('became shorter');
    await file.close();
    rmSync(folder, { recursive: true });
  });
});

describe('the frame around a command', () => {
  test('takes only names of variables as names', async () => {
    const of = (name: string) => () =>
      framed({ argv: ['true'], env: { [name]: 'x' }, token: newToken(), elevation: 'none' });
    expect(of('A_1')()).toContain('A_1=x');
    for (const name of ['1A', 'A-B', 'A=B', '', '-i']) await rejectsWith('TT-BUG-01', of(name));
  });
});
