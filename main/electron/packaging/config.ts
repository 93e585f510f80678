import { join } from 'node:path';
import type { Configuration } from 'electron-builder';

export type ConfigInput = {
  readonly root: string;
  /** Folder of the command line and its Node, for Linux. */
  readonly program: string;
  /** Folder of the appliance's bundle; undefined packs a program without one. */
  readonly bundle: { readonly path: string; readonly name: string } | undefined;
  readonly out: string;
  readonly electronVersion: string;
  /** Folder of an unpacked Electron; undefined lets electron-builder fetch it. */
  readonly electronDist: string | undefined;
  readonly env: NodeJS.ProcessEnv;
};

/**
 * What electron-builder is told. Signing is electron-builder's own: it reads CSC_LINK and CSC_KEY_PASSWORD (WIN_CSC_* for
 * Windows) and, to notarise, APPLE_API_KEY, APPLE_API_KEY_ID and APPLE_API_ISSUER. TEACHTRACK_REQUIRE_SIGNING=1 makes a
 * build without a certificate fail. TEACHTRACK_UPDATE_URL (https) is where later versions will lie.
 */
export function builderConfig(input: ConfigInput): Configuration {
  const { root, program, bundle, out, electronVersion, electronDist, env } = input;
  const here = join(root, 'main/electron/packaging');
  const icons = join(here, 'icons');
  return {
    appId: 'org.teachtrack.installer',
    productName: 'TeachTrack Installer',
    copyright: 'Copyright © 2026 The TeachTrack Appliance authors',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills it in
    artifactName: 'teachtrack-installer-${version}-${os}-${arch}.${ext}',
    directories: { output: out, buildResources: here },
    electronVersion,
    ...(electronDist === undefined ? {} : { electronDist }),
    electronLanguages: ['en-US', 'en-GB', 'sw', 'fr'],
    asar: true,
    files: ['**/*', '!node_modules/**'],
    extraResources: bundle === undefined ? [] : [{ from: bundle.path, to: `bundle/${bundle.name}` }],
    // Nothing native is in it.
    npmRebuild: false,
    nodeGypRebuild: false,
    electronFuses: fuses,
    forceCodeSigning: env['TEACHTRACK_REQUIRE_SIGNING'] === '1',
    protocols: { name: 'TeachTrack Installer', schemes: ['teachtrack'] },
    publish: updateFeed(env),
    detectUpdateChannel: false,
    linux: {
      target: ['AppImage', 'deb', 'tar.gz'],
      icon: join(icons, 'png'),
      executableName: 'teachtrack-installer',
      category: 'System',
      synopsis: 'Installs TeachTrack on a school district’s own server',
      maintainer: 'The TeachTrack Appliance authors',
      extraResources: [{ from: program, to: '.' }],
    },
    win: {
      target: [
        { target: 'nsis', arch: ['x64'] },
        { target: 'zip', arch: ['x64'] },
      ],
      icon: join(icons, 'icon.ico'),
      requestedExecutionLevel: 'asInvoker',
    },
    // For the one person who is signed in: no administrator is asked for.
    nsis: {
      oneClick: false,
      perMachine: false,
      allowElevation: false,
      allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false,
      license: join(root, 'LICENSE'),
    },
    mac: {
      target: [
        { target: 'dmg', arch: ['arm64', 'x64'] },
        { target: 'zip', arch: ['arm64', 'x64'] },
      ],
      icon: join(icons, 'icon.icns'),
      category: 'public.app-category.utilities',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: join(here, 'entitlements.plist'),
      entitlementsInherit: join(here, 'entitlements.plist'),
      notarize: (env['APPLE_API_KEY'] ?? '') !== '',
      extendInfo: {
        NSLocalNetworkUsageDescription:
          'TeachTrack Installer connects to the server that you name, on your own network.',
      },
    },
  };
}

/** What Electron can be talked into from outside is switched off in the binary itself. */
const fuses: NonNullable<Configuration['electronFuses']> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

function updateFeed(env: NodeJS.ProcessEnv): NonNullable<Configuration['publish']> | null {
  const text = env['TEACHTRACK_UPDATE_URL'] ?? '';
  if (text === '') return null;
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '') {
    throw new Error('TEACHTRACK_UPDATE_URL is not a plain https address.');
  }
  return { provider: 'generic', url: url.href };
}
