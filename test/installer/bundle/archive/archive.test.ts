import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { debOf } from '../../../../installer/bundle/archive/deb.ts';
import { tarEnd, tarFile, tarFolder } from '../../../../installer/bundle/archive/tar.ts';
import { joinXz, xz } from '../../../../installer/bundle/archive/xz.ts';
import { readTree } from '../../../../provision/bundle/tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'teachtrack-archive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const long = `${'a'.repeat(90)}/${'b'.repeat(60)}`;
const files = [
  { path: 'bin/run', data: Buffer.from('#!/bin/sh\n'), executable: true },
  { path: 'empty', data: Buffer.alloc(0) },
  { path: 'exact', data: Buffer.alloc(512, 1) },
  { path: 'größe.txt', data: Buffer.from('ü') },
  { path: long, data: Buffer.from('far') },
];
const tar = Buffer.concat([tarFolder(''), ...files.flatMap((file) => tarFile(file, 1_234_567_890)), tarEnd]);

describe('a tar', () => {
  test('is what tar reads: names, modes, sizes, owner and time', () => {
    const list = execFileSync('tar', ['-t', '-v', '--full-time', '--utc', '--quoting-style=literal'], {
      input: tar,
    }).toString();
    expect(
      list
        .trim()
        .split('\n')
        .map((line) => line.replace(/ +/g, ' ')),
    ).toEqual([
      'drwxr-xr-x root/root 0 2001-01-01 00:00:00 ./',
      '-rwxr-xr-x root/root 10 2009-02-13 23:31:30 ./bin/run',
      '-rw-r--r-- root/root 0 2009-02-13 23:31:30 ./empty',
      '-rw-r--r-- root/root 512 2009-02-13 23:31:30 ./exact',
      '-rw-r--r-- root/root 2 2009-02-13 23:31:30 ./größe.txt',
      `-rw-r--r-- root/root 3 2009-02-13 23:31:30 ./${long}`,
    ]);
  });

  test('refuses a name that the format has no room for', () => {
    expect(() => tarFile({ path: 'x'.repeat(101), data: Buffer.alloc(0) }, 0)).toThrow(RangeError);
    expect(() => tarFile({ path: `${'y/'.repeat(130)}x`, data: Buffer.alloc(0) }, 0)).toThrow(RangeError);
  });
});

describe('xz streams', () => {
  test('joined are one whole stream with the contents one after the other', async () => {
    const bytes = fc.uint8Array({ maxLength: 3000 });
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 4 }), async (contents) => {
        const streams = await Promise.all(
          contents.map((content, at) => xz([content], at % 2 ? 'text' : 'machine-code')),
        );
        const joined = joinXz(streams);
        expect(execFileSync('xz', ['--decompress', '--single-stream', '--stdout'], { input: joined })).toEqual(
          Buffer.concat(contents),
        );
      }),
      { numRuns: 8 },
    );
  });

  test('cannot be joined when cut short', async () => {
    const stream = await xz([Buffer.from('whole')]);
    expect(() => joinXz([stream, stream.subarray(0, -4)])).toThrow(RangeError);
    expect(() => joinXz([])).toThrow(RangeError);
  });
});

describe('a release archive', () => {
  test('is unpacked by dpkg-deb, joined parts and all', async () => {
    const parts = [tar.subarray(0, 512 * 3), tar.subarray(512 * 3)];
    const data = joinXz(await Promise.all(parts.map((part) => xz([part]))));
    const path = join(folder, 'release.deb');
    writeFileSync(
      path,
      debOf({ Package: 'p', Version: '1', Architecture: 'all', Maintainer: 'M', Description: 'd' }, data),
    );
    execFileSync('dpkg-deb', ['-x', path, join(folder, 'out')]);
    const tree = await readTree(join(folder, 'out'));
    expect(tree.map((file) => file.path).sort()).toEqual(files.map((file) => file.path).sort());
    expect(tree.filter(({ executable }) => executable).map((file) => file.path)).toEqual(['bin/run']);
    expect(execFileSync('dpkg-deb', ['-f', path, 'Package', 'Version']).toString()).toBe('Package: p\nVersion: 1\n');
  });
});
