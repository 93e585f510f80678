import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builderConfig } from '../../../../main/electron/packaging/config.ts';
import { packageApp } from '../../../../main/electron/packaging/package-app.ts';

const root = resolve(import.meta.dirname, '../../../..');
const config = (env: NodeJS.ProcessEnv = {}) =>
  builderConfig({
    root,
    program: '/work/program',
    bundle: { path: '/bundles/teachtrack-1.2.3', name: 'teachtrack-1.2.3' },
    out: '/out',
    electronVersion: '45.4.1',
    electronDist: undefined,
    env,
  });

describe('the settings of the packages', () => {
  test('Windows asks for no administrator, and offers a set-up and a folder that needs none', () => {
    const { win, nsis } = config();
    expect(win).toMatchObject({ requestedExecutionLevel: 'asInvoker' });
    expect(JSON.stringify(win?.target)).toContain('nsis');
    expect(JSON.stringify(win?.target)).toContain('zip');
    expect(nsis).toMatchObject({ perMachine: false, allowElevation: false, deleteAppDataOnUninstall: false });
  });

  test('macOS gets both processors, the hardened runtime and the least of entitlements', () => {
    const { mac } = config();
    expect(mac?.target).toEqual([
      { target: 'dmg', arch: ['arm64', 'x64'] },
      { target: 'zip', arch: ['arm64', 'x64'] },
    ]);
    expect(mac).toMatchObject({ hardenedRuntime: true, notarize: false });
    expect(config({ APPLE_API_KEY: '/keys/key.p8' }).mac).toMatchObject({ notarize: true });
  });

  test('every file that they name is there', () => {
    const { win, mac, linux, nsis } = config();
    for (const path of [win?.icon, mac?.icon, linux?.icon, mac?.entitlements, nsis?.license]) {
      expect(existsSync(String(path)), String(path)).toBe(true);
    }
  });

  test('nothing is published, and without an address there is no place for later versions', () => {
    expect(config().publish).toBeNull();
    expect(config({ TEACHTRACK_UPDATE_URL: 'https://updates.example/x' }).publish).toMatchObject({
      provider: 'generic',
    });
    for (const url of ['http://updates.example/', 'ftp://x/', 'updates', 'https://anna@updates.example/']) {
      expect(() => config({ TEACHTRACK_UPDATE_URL: url })).toThrow('TEACHTRACK_UPDATE_URL');
    }
  });

  test('a build that must be signed says so', () => {
    expect(config().forceCodeSigning).toBe(false);
    expect(config({ TEACHTRACK_REQUIRE_SIGNING: '1' }).forceCodeSigning).toBe(true);
  });
});

test('without an Electron of the wanted kind nothing is begun, and what to do is said', async () => {
  const wish = {
    root,
    targets: [],
    arch: 'x64',
    bundle: undefined,
    mayDownload: false,
    out: '/nowhere',
    env: { TEACHTRACK_ELECTRON_DIST: '/nowhere' },
  } as const;
  for (const system of ['linux', 'win', 'mac'] as const) {
    const failed = await packageApp({ ...wish, system }).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      code: 'TT-FILE-03',
      message: expect.stringContaining(`no Electron for ${system} x64`),
    });
    expect(JSON.stringify(failed)).toContain('install-electron');
  }
});
