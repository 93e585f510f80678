import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BuiltBundle, supportedSuites } from '../../../installer/bundle/build.ts';
import { builtBundle } from '../../e2e/built-bundle.ts';

let outDir: string;
let built: BuiltBundle;

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'teachtrack-built-'));
  built = await builtBundle();
});
afterAll(async () => {
  await rm(outDir, { recursive: true, force: true });
});

describe('the offline bundle', () => {
  test('keeps within 45 MB and 300 files for the release', () => {
    const release = built.manifest.files.find(({ kind }) => kind === 'release');
    expect(release?.bytes).toBeLessThan(45e6);
    expect(release?.unpackedFiles).toBeLessThanOrEqual(300);
  });

  test.each(supportedSuites)('has for %s all that a machine with nothing installed would need', async (suite) => {
    const repository = join(outDir, suite);
    await mkdir(join(repository, 'state/lists/partial'), { recursive: true });
    await mkdir(join(repository, 'cache/archives/partial'), { recursive: true });
    await writeFile(join(repository, 'status'), '');
    await writeFile(join(repository, 'local.list'), `deb [trusted=yes] file:${repository} ./\n`);
    execFileSync('tar', ['-x', '-f', join(built.path, `packages-${suite}.tar`), '-C', repository]);
    const options = Object.entries({
      'Dir::State': join(repository, 'state'),
      'Dir::State::status': join(repository, 'status'),
      'Dir::Cache': join(repository, 'cache'),
      'Dir::Etc::sourcelist': join(repository, 'local.list'),
      'Dir::Etc::sourceparts': '-',
      'Dir::Etc::preferencesparts': '-',
      'APT::Install-Recommends': 'false',
    }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
    const about = built.manifest.packages.find((one) => one.suite === suite);
    execFileSync('apt-get', ['-q', ...options, 'update'], { stdio: 'pipe' });
    const planned = execFileSync('apt-get', ['-q', '-s', ...options, 'install', ...(about?.wanted ?? [])], {
      stdio: 'pipe',
    }).toString();
    expect(planned.match(/^Inst /gm)).toHaveLength(about?.list.length ?? 0);
  });
});
