import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BuiltBundle, supportedSuites } from '../../../installer/bundle/build.ts';
import { readSigningKey } from '../../../installer/bundle/keys.ts';
import { openBundle } from '../../../installer/bundle/open.ts';
import { compilePrograms } from '../../../installer/bundle/release/programs.ts';
import { bootstrapCommand, stagedEngine } from '../../../provision/bundle/bootstrap.ts';
import { builtBundle } from '../../e2e/built-bundle.ts';
import { type PracticeServer, startPracticeServer } from '../../practice-server/practice-server.ts';

const root = join(import.meta.dirname, '../../..');
const folder = '/var/lib/teachtrack/staging/trial';
let outDir: string;
let built: BuiltBundle;
let publicKeyPem: string;
const servers: PracticeServer[] = [];

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'teachtrack-built-'));
  const signingKey = await readSigningKey(root, {});
  publicKeyPem = signingKey.publicKeyPem;
  built = await builtBundle();
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
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

  test.each(supportedSuites)('installs on %s without a network', async (suite) => {
    const server = await startPracticeServer({ suite });
    servers.push(server);
    const bundle = await openBundle(built.path, [publicKeyPem]);
    const { release, packages, uploads } = await bundle.verifiedFor(suite);
    await server.mustExec(['mkdir', '-p', folder]);
    for (const { name, localPath } of uploads)
      await server.mustExec(['dd', `of=${folder}/${name}`, 'bs=1M'], { stdin: await readFile(localPath) });
    await server.mustExec(bootstrapCommand({ folder, release, packages }).argv, { timeoutMs: 600_000 });
    expect((await server.exec(stagedEngine(folder, '--help'))).stdout).toContain('teachtrackctl');
    expect(await verifiedInside(server, suite)).toBe(suite);

    const about = bundle.manifest.packages.find((one) => one.suite === suite);
    const wanted = about?.wanted ?? [];
    await server.mustExec(`printf 'deb [trusted=yes] file:${folder}/packages ./\\n' > ${folder}/local.list`);
    await server.mustExec(['env', ...aptOptions('update')], { timeoutMs: 600_000 });
    await server.mustExec(['env', ...aptOptions('install', ...wanted)], { timeoutMs: 900_000 });
    expect(await server.mustExec(['dpkg', '--audit'])).toBe('');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: placeholders of dpkg-query
    const installed = await server.mustExec(['dpkg-query', '-W', '-f=${Package} ${Version} ${db:Status-Status}\\n']);
    for (const name of wanted) {
      const version = about?.list.find((one) => one.name === name)?.version;
      expect(installed.split('\n')).toContain(`${name} ${version} installed`);
    }
    expect(await server.mustExec(['systemctl', 'is-active', 'mariadb', 'redis-server', 'nginx'])).toBe(
      'active\nactive\nactive',
    );
  });
});

function aptOptions(...args: readonly string[]): string[] {
  return [
    ...['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-y', '-q', '-o', 'APT::Install-Recommends=false'],
    ...['-o', `Dir::Etc::sourcelist=${folder}/local.list`, '-o', 'Dir::Etc::sourceparts=-'],
    ...['-o', 'APT::Sandbox::User=root', ...args],
  ];
}

/** The server's own verification, run there on the bundle's own Node. */
async function verifiedInside(server: PracticeServer, suite: string): Promise<string> {
  const { files } = await compilePrograms(root, {
    entries: { check: 'provision/bundle/staged.ts' },
    version: '0.0.1',
  });
  await server.mustExec(['dd', 'of=/root/check.mjs'], { stdin: files[0]?.data ?? '' });
  const call = `import('/root/check.mjs').then(async ({ verifyStaged }) => {
    const publicKeyPem = require('node:fs').readFileSync(0, 'utf8');
    const { manifest } = await verifyStaged('${folder}', { publicKeyPem, suite: '${suite}' });
    console.log(manifest.files.find((file) => file.suite === '${suite}').suite);
  })`;
  return server.mustExec([`${folder}/release/bin/node`, '--eval', call], { stdin: publicKeyPem });
}
