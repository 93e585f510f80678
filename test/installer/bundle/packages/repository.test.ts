import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../../../installer/bundle/cache.ts';
import { parseUris } from '../../../../installer/bundle/packages/apt.ts';
import { type ClosureOptions, closureKey, readClosure } from '../../../../installer/bundle/packages/closure.ts';
import { repositoryPackages } from '../../../../installer/bundle/packages/index-file.ts';
import { packRepository } from '../../../../installer/bundle/packages/repository.ts';

const names = ['mariadb-server', 'redis-server', 'nginx'];
const contents = names.map((name) => Buffer.from(`content of ${name}`));
const shown = names
  .map((name, at) =>
    [
      `Package: ${name}`,
      'Version: 1:2.0-1+deb12u1',
      'Architecture: amd64',
      `Depends: libc6 (>= 2.36),\n libsomething`,
      'Tag: role::program',
      `Filename: pool/main/x/${name}.deb`,
      `Size: ${contents[at]?.length}`,
      'MD5sum: 0',
      `SHA256: ${sha256(contents[at] ?? '')}`,
    ].join('\n'),
  )
  .join('\n\n');
const fetched = names.map((name, at) => ({
  file: `${name}_1%3a2.0-1+deb12u1_amd64.deb`,
  bytes: contents[at]?.length ?? 0,
  sha256: sha256(contents[at] ?? ''),
}));
const packages = repositoryPackages(shown, fetched);

let folder: string;
let said: string[];
let options: ClosureOptions;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'teachtrack-closure-'));
  said = [];
  const sources = [{ uri: `file:${folder}/no-mirror`, suites: ['bookworm'] }];
  options = { folder, suite: 'bookworm', wanted: names, maxAgeMs: 60_000, say: (line) => said.push(line), sources };
  await mkdir(join(folder, 'debs'));
  for (const [at, { file }] of packages.entries())
    await writeFile(join(folder, 'debs', file), contents[names.indexOf(packages[at]?.name ?? '')] ?? '');
  await writeFile(join(folder, 'closure.json'), JSON.stringify({ key: closureKey(options), packages }));
  return () => rm(folder, { recursive: true, force: true });
});

describe('what apt says', () => {
  test('it would fetch is read line by line', () => {
    const digest = 'a'.repeat(64);
    const text = `Reading…\n'http://m.example/p/a_1%3a2_all.deb' a_1%3a2_all.deb 12 SHA256:${digest}\n\n`;
    expect(parseUris(text)).toEqual([{ file: 'a_1%3a2_all.deb', bytes: 12, sha256: digest }]);
    expect(parseUris(`'http://m.example/a.deb' a.deb 12 MD5Sum:${'0'.repeat(32)}`)).toEqual([]);
  });

  test('of a package becomes an entry of a flat repository', () => {
    const one = packages.find(({ name }) => name === 'nginx');
    expect(one?.file).toBe('nginx_2.0-1+deb12u1_amd64.deb');
    expect(one?.paragraph.split('\n')).toEqual([
      'Package: nginx',
      'Version: 1:2.0-1+deb12u1',
      'Architecture: amd64',
      'Depends: libc6 (>= 2.36), libsomething',
      `Size: ${one?.bytes}`,
      `SHA256: ${one?.sha256}`,
      'Filename: ./nginx_2.0-1+deb12u1_amd64.deb',
    ]);
  });

  test('must describe everything it would fetch', () => {
    expect(() => repositoryPackages(shown, [{ file: 'other.deb', bytes: 1, sha256: 'b'.repeat(64) }])).toThrow(/other/);
  });
});

describe('the closure of a suite', () => {
  test('is not asked for again while it is young', async () => {
    expect((await readClosure(options)).packages).toEqual(packages);
    expect(said).toEqual([]);
  });

  test('is the one found before when the mirror does not answer', async () => {
    const yesterday = Date.now() / 1000 - 86_400;
    await utimes(join(folder, 'closure.json'), yesterday, yesterday);
    expect((await readClosure(options)).packages).toEqual(packages);
    expect(said.join()).toContain('using the packages found 24 hours ago');
  });

  test('is not taken from before when something else is wanted, or a package is cut short', async () => {
    await expect(readClosure({ ...options, wanted: ['nginx'] })).rejects.toMatchObject({ code: 'TT-RUN-01' });
    await writeFile(join(folder, 'debs', packages[0]?.file ?? ''), 'short');
    await expect(readClosure(options)).rejects.toMatchObject({ code: 'TT-RUN-01' });
  });
});

describe('a packed repository', () => {
  test('holds the index, its digest and the packages, always with the same bytes', async () => {
    const closure = await readClosure(options);
    const one = await packRepository(join(folder, 'debs'), closure);
    expect((await packRepository(join(folder, 'debs'), closure)).archive).toEqual(one.archive);
    await mkdir(join(folder, 'out'));
    execFileSync('tar', ['-x', '-C', join(folder, 'out')], { input: one.archive });
    const index = await readFile(join(folder, 'out/Packages'));
    expect(await readFile(join(folder, 'out/Release'), 'utf8')).toContain(
      ` ${sha256(index)} ${index.length} Packages\n`,
    );
    expect(await readFile(join(folder, 'out/nginx_2.0-1+deb12u1_amd64.deb'), 'utf8')).toBe('content of nginx');
    expect(one.about.versions).toEqual({
      mariadb: '1:2.0-1+deb12u1',
      redis: '1:2.0-1+deb12u1',
      nginx: '1:2.0-1+deb12u1',
    });
  });

  test('refuses a download whose content changed', async () => {
    const closure = await readClosure(options);
    await writeFile(join(folder, 'debs/nginx_2.0-1+deb12u1_amd64.deb'), 'CONTENT of nginx');
    await expect(packRepository(join(folder, 'debs'), closure)).rejects.toMatchObject({ code: 'TT-BUNDLE-02' });
  });
});
