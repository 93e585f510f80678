import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, extractFile, getRawHeader, listPackage, statFile } from '@electron/asar';
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { unzipSync } from 'fflate';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePages } from '../../../../main/electron/packaging/app-folder.ts';
import { packageApp } from '../../../../main/electron/packaging/package-app.ts';
import { smallBundle } from '../../../installer/bundle/small-bundle.ts';
import { writeFakeDist } from './fake-dist.ts';
import { writeFakeWindowsDist } from './fake-exe.ts';

const root = resolve(import.meta.dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'teachtrack-package-'));
const unpacked = join(folder, 'out/linux/linux-unpacked');
const resources = join(unpacked, 'resources');
const archive = join(resources, 'app.asar');
const run = promisify(execFile);

const { ENABLE, DISABLE } = FuseState;
const allFuses = {
  version: FuseVersion.V1,
  [FuseV1Options.RunAsNode]: DISABLE,
  [FuseV1Options.EnableCookieEncryption]: ENABLE,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: DISABLE,
  [FuseV1Options.EnableNodeCliInspectArguments]: DISABLE,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ENABLE,
  [FuseV1Options.OnlyLoadAppFromAsar]: ENABLE,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: DISABLE,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: DISABLE,
};

beforeAll(async () => {
  // Read by electron-builder itself.
  process.env['CUSTOM_FPM_PATH'] = join(import.meta.dirname, 'fpm.ts');
  process.env['ELECTRON_BUILDER_7ZIP_PATH'] = '/usr/bin/7za';
  const small = await smallBundle();
  const path = join(folder, 'teachtrack-1.2.3');
  renameSync(small.path, path);
  const wish = {
    root,
    arch: 'x64',
    bundle: { path, trustedKeys: [small.keys.publicKeyPem] },
    mayDownload: false,
    env: { TEACHTRACK_UPDATE_URL: 'https://updates.example/teachtrack' },
    pages: await makePages(root),
  } as const;
  await packageApp({
    ...wish,
    system: 'linux',
    targets: ['dir', 'deb'],
    out: join(folder, 'out'),
    electronDist: writeFakeDist(join(folder, 'dist')),
  });
  await packageApp({
    ...wish,
    system: 'win',
    targets: ['zip'],
    out: join(folder, 'out-win'),
    electronDist: writeFakeWindowsDist(join(folder, 'dist-win')),
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed program', () => {
  test('holds two programs, the page and the licences, and nothing else', () => {
    const files = listPackage(archive, { isPack: false }).filter(
      (path) => !('files' in statFile(archive, path.slice(1))),
    );
    const kinds = files.map((path) =>
      path.replace(/^\/renderer\/assets\/[\w.-]+\.(js|css|woff2)$/, '/renderer/assets/*.$1'),
    );
    expect([...new Set(kinds)].sort()).toEqual([
      '/LICENSE',
      '/LICENSES.txt',
      '/main.cjs',
      '/package.json',
      '/preload.cjs',
      '/renderer/assets/*.css',
      '/renderer/assets/*.js',
      '/renderer/assets/*.woff2',
      '/renderer/icon.svg',
      '/renderer/index.html',
      '/renderer/inter-licence.txt',
    ]);
  });

  test('holds no source map, no key, no secret and no path of the machine it was made on', () => {
    const text = readFileSync(archive, 'latin1') + readFileSync(join(resources, 'teachtrack.mjs'), 'latin1');
    // The one key that is there is ssh2's own, by which it tries whether Ed25519 works.
    const keys = text.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\\rn\s]+[A-Za-z0-9+/]{16}/g) ?? [];
    expect(keys.filter((key) => !key.endsWith('MC4CAQAwBQYDK2VwB'.slice(0, 16)))).toEqual([]);
    const unwanted = ['sourceMappingURL=', root, 'TEACHTRACK_UPDATE_URL', 'CSC_LINK'];
    expect(unwanted.filter((word) => text.includes(word))).toEqual([]);
  });

  test('names itself as the whole product does, and asks for nothing at its start', () => {
    extractAll(archive, join(folder, 'app'));
    const about = JSON.parse(readFileSync(join(folder, 'app/package.json'), 'utf8'));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(about).toMatchObject({
      name: 'teachtrack-installer',
      productName: 'TeachTrack Installer',
      version,
      main: 'main.cjs',
    });
    expect(Object.keys(about)).not.toEqual(expect.arrayContaining(['dependencies', 'devDependencies', 'scripts']));
    expect(readFileSync(join(folder, 'app/LICENSES.txt'), 'utf8')).toMatch(/ssh2 1\.17\.0[\s\S]*zod 4\./);
  });

  test('keeps only the languages it speaks, and the licences of Electron', () => {
    expect(readdirSync(join(unpacked, 'locales')).sort()).toEqual(['en-GB.pak', 'en-US.pak', 'fr.pak', 'sw.pak']);
    expect(existsSync(join(unpacked, 'LICENSE.electron.txt'))).toBe(true);
    expect(existsSync(join(unpacked, 'LICENSES.chromium.html'))).toBe(true);
  });

  test('has every fuse of the binary set', async () => {
    expect(await getCurrentFuseWire(join(unpacked, 'teachtrack-installer'))).toMatchObject(allFuses);
  });

  test('runs: main program, preload, session and page talk over the real contract', async () => {
    const standIn = join(import.meta.dirname, 'stand-in.ts');
    const { stdout } = await run(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', standIn, join(folder, 'app'), join(folder, 'user-data')],
      { env: { PATH: process.env['PATH'], HOME: folder, XDG_CONFIG_HOME: join(folder, 'config') }, timeout: 300_000 },
    );
    const seen = JSON.parse(stdout) as { calls: string[]; texts: string[]; title: string };
    expect(seen.calls).toEqual(['loadURL app://installer/index.html', 'show']);
    expect(seen.title).toContain('TeachTrack');
    const frames = seen.texts.map((text) => JSON.parse(text));
    expect(frames).toContainEqual({ k: 'welcome', channel: 1 });
    expect(frames).toContainEqual(
      expect.objectContaining({
        k: 'result',
        id: 1,
        out: expect.objectContaining({ pickFile: 'dialog', openLink: 'host' }),
      }),
    );
    expect(frames).toContainEqual(expect.objectContaining({ k: 'result', id: 2 }));
  });
});

describe('the package for Debian', () => {
  const deb = () =>
    join(folder, 'out/linux', readdirSync(join(folder, 'out/linux')).find((name) => name.endsWith('.deb')) ?? '');

  test('puts the program, its icons and its entry in the menu where they belong', async () => {
    const { stdout: listing } = await run('dpkg-deb', ['--contents', deb()], { maxBuffer: 10_000_000 });
    const program = '/opt/TeachTrack Installer';
    for (const path of [
      `${program}/teachtrack-installer`,
      `${program}/resources/app.asar`,
      `${program}/resources/bundle/teachtrack-1.2.3/manifest.json`,
      '/usr/share/icons/hicolor/256x256/apps/teachtrack-installer.png',
      '/usr/share/applications/teachtrack-installer.desktop',
    ]) {
      expect(listing.includes(`.${path}\n`), path).toBe(true);
    }
    const { stdout: entry } = await run('sh', [
      '-c',
      'dpkg-deb --fsys-tarfile "$0" | tar -xO ./usr/share/applications/teachtrack-installer.desktop',
      deb(),
    ]);
    expect(entry).toContain('Name=TeachTrack Installer');
    expect(entry).toContain('MimeType=x-scheme-handler/teachtrack;');
    // The sandbox stays on, whichever way it is started.
    expect(entry).toMatch(/^Exec="\/opt\/TeachTrack Installer\/teachtrack-installer" %U$/m);
  });

  test('has its checksum beside it, as sha256sum reads it', async () => {
    const { stdout } = await run('sha256sum', ['--check', 'SHA256SUMS'], { cwd: join(folder, 'out/linux') });
    expect(stdout).toMatch(/^teachtrack-installer-[\w.-]+\.deb: OK$/m);
  });
});

describe('the portable archive for Windows', () => {
  const out = join(folder, 'out-win/win');
  const at = join(folder, 'windows');
  const program = join(at, 'TeachTrack Installer.exe');
  beforeAll(async () => {
    const name = readdirSync(out).find((one) => one.endsWith('.zip')) ?? '';
    for (const [path, bytes] of Object.entries(unzipSync(readFileSync(join(out, name))))) {
      if (path.endsWith('/')) continue;
      mkdirSync(dirname(join(at, path)), { recursive: true });
      writeFileSync(join(at, path), bytes);
    }
  });

  test('holds the same program as that for Linux, the bundle, and nothing that only Linux can run', () => {
    const own = join(at, 'resources/app.asar');
    const files = (path: string) =>
      listPackage(path, { isPack: false }).map((file) => `${file} ${digestIn(path, file)}`);
    expect(files(own)).toEqual(files(archive));
    expect(readdirSync(join(at, 'resources')).sort()).toEqual(['app.asar', 'bundle']);
    const bundle = join(at, 'resources/bundle/teachtrack-1.2.3');
    for (const name of readdirSync(bundle))
      expect(digest(join(bundle, name))).toBe(digest(join(folder, 'teachtrack-1.2.3', name)));
    expect(readdirSync(join(at, 'locales')).sort()).toEqual(['en-GB.pak', 'en-US.pak', 'fr.pak', 'sw.pak']);
  });

  test('has its name, version and icon in the program, what the archive must hash to, and every fuse set', async () => {
    const resources = NtExecutableResource.from(NtExecutable.from(readFileSync(program)));
    const [version] = Resource.VersionInfo.fromEntries(resources.entries);
    expect(version?.getStringValues({ lang: 1033, codepage: 1200 })).toMatchObject({
      ProductName: 'TeachTrack Installer',
      FileVersion: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
    });
    expect(Resource.IconGroupEntry.fromEntries(resources.entries)[0]?.icons.length).toBeGreaterThan(3);
    const integrity = resources.entries.find(({ type }) => type === 'INTEGRITY');
    const [{ file, alg, value }] = JSON.parse(Buffer.from(integrity?.bin ?? new ArrayBuffer(0)).toString()) as [
      { file: string; alg: string; value: string },
    ];
    const { headerString } = getRawHeader(join(at, 'resources/app.asar'));
    expect([file, alg, value]).toEqual([
      'resources\\app.asar',
      'SHA256',
      createHash('sha256').update(headerString).digest('hex'),
    ]);
    expect(await getCurrentFuseWire(program)).toMatchObject(allFuses);
  });

  test('has its checksum beside it', async () => {
    const { stdout } = await run('sha256sum', ['--check', 'SHA256SUMS'], { cwd: out });
    expect(stdout).toMatch(/^teachtrack-installer-[\w.-]+-win-x64\.zip: OK$/m);
  });
});

describe('beside it', () => {
  test('lies the appliance’s bundle, byte for byte', () => {
    const from = join(folder, 'teachtrack-1.2.3');
    const to = join(resources, 'bundle/teachtrack-1.2.3');
    expect(readdirSync(to).sort()).toEqual(readdirSync(from).sort());
    for (const name of readdirSync(from)) expect(digest(join(to, name))).toBe(digest(join(from, name)));
  });

  test('lies the command line with its Node, which starts without a clone', async () => {
    const program = join(resources, 'teachtrack');
    expect(statSync(join(resources, 'node')).mode & 0o111).toBe(0o111);
    const env = { PATH: '/usr/bin:/bin', HOME: folder, XDG_CONFIG_HOME: join(folder, 'config') };
    const { stdout } = await run(program, ['--help'], { cwd: folder, env });
    expect(stdout).toContain('Installs and looks after TeachTrack');
    // Signed by a key that no packed program trusts: found, and refused before anything is asked of a server.
    const password = join(folder, 'password');
    writeFileSync(password, 'x', { mode: 0o600 });
    const args = ['plan', 'anna@127.0.0.1:9', '--password-file', password, '--json'];
    const refused = await run(program, args, { cwd: folder, env }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 2 });
    expect(JSON.parse(String((refused as { stdout: string }).stdout)).error.code).toBe('TT-BUNDLE-03');
  });

  test('lies the page for a browser, which the command line serves to this machine alone', async () => {
    const env = { PATH: '/usr/bin:/bin', HOME: folder, XDG_CONFIG_HOME: join(folder, 'config') };
    const web = spawn(join(resources, 'teachtrack'), ['web', '--no-open', '--json'], { cwd: folder, env });
    try {
      const [line] = (await once(web.stdout, 'data', { signal: AbortSignal.timeout(180_000) })) as [Buffer];
      const { url } = JSON.parse(line.toString()) as { url: string };
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=/);
      const page = await fetch(url);
      expect([page.status, page.headers.get('content-security-policy')?.includes("default-src 'none'")]).toEqual([
        200,
        true,
      ]);
      const html = await page.text();
      const script = await fetch(new URL(/src="([^"]+\.js)"/.exec(html)?.[1] ?? 'none', url));
      expect([html.includes('<title>TeachTrack'), script.status]).toEqual([true, 200]);
      // Nothing keeps it once it is told to end.
      web.kill();
      const [code] = (await once(web, 'exit', { signal: AbortSignal.timeout(180_000) })) as [number];
      expect(code).toBe(0);
    } finally {
      web.kill('SIGKILL');
    }
  });

  test('lies the place where later versions will be looked for', () => {
    expect(readFileSync(join(resources, 'app-update.yml'), 'utf8')).toContain('https://updates.example/teachtrack');
  });
});

function digestIn(path: string, file: string): string {
  const entry = statFile(path, file.slice(1));
  return 'size' in entry
    ? createHash('sha256')
        .update(extractFile(path, file.slice(1)))
        .digest('hex')
    : '';
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
