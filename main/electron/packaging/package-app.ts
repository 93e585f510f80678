import { mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { openBundle } from '../../../installer/bundle/open.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { makeAppFolder, makePages, type Pages } from './app-folder.ts';
import { writeChecksums } from './checksums.ts';
import { builderConfig } from './config.ts';
import { electronBinary, electronVersion } from './electron-binary.ts';
import { makeProgramFolder } from './program-folder.ts';

export type System = 'linux' | 'win' | 'mac';

export type BundleWish = {
  /** Its folder, named `teachtrack-<version>`. */
  readonly path: string;
  /** The keys that the packed program trusts. */
  readonly trustedKeys: readonly string[];
};

export type PackageWish = {
  readonly root: string;
  readonly system: System;
  /** Electron-builder's names; none means all of the system's. */
  readonly targets: readonly string[];
  readonly arch: 'x64' | 'arm64';
  /** Undefined packs a program without the appliance's bundle, which then has to be handed along. */
  readonly bundle: BundleWish | undefined;
  /** True lets electron-builder fetch Electron and its own tools from the internet. */
  readonly mayDownload: boolean;
  readonly out: string;
  readonly env: NodeJS.ProcessEnv;
  /** An unpacked Electron of the wanted system, instead of this machine's own. */
  readonly electronDist?: string;
  /** Built before, where several packages are made at once. */
  readonly pages?: Pages;
};

/**
 * Builds the desktop app for one system. Gives the files that were made. Rejects with TT-FILE-03 when there is no Electron
 * to pack, and with TT-BUNDLE-* when the bundle is not one that a packaged program would accept.
 */
export async function packageApp(
  wish: PackageWish,
): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  const { root, system, arch, out, env, targets } = wish;
  const electronDist = distOf(wish);
  const about = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const { version } = about;
  const bundle = wish.bundle === undefined ? undefined : await verified(wish.bundle);
  const homepage = env['TEACHTRACK_HOMEPAGE'] ?? 'https://teachtrack.example';

  const work = join(out, 'work');
  const [app, program, folder] = [join(work, 'app'), join(work, 'program'), join(out, system)];
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pages = wish.pages ?? (await makePages(root));
  await makeAppFolder(root, app, { version, homepage, pages });
  if (system === 'linux') await makeProgramFolder(root, program, { version, pages });
  await build({
    // Not the clone: there electron-builder would find node_modules and take them along.
    projectDir: app,
    publish: 'never',
    targets: platforms[system].createTarget([...targets], arch === 'x64' ? Arch.x64 : Arch.arm64),
    config: builderConfig({
      root,
      program,
      bundle,
      out: folder,
      electronVersion: electronVersion(root),
      electronDist,
      env,
    }),
  });
  return { folder, files: await writeChecksums(folder) };
}

const platforms = { linux: Platform.LINUX, win: Platform.WINDOWS, mac: Platform.MAC } as const;
const own: Readonly<Partial<Record<NodeJS.Platform, System>>> = { linux: 'linux', win32: 'win', darwin: 'mac' };

function distOf({ root, system, arch, mayDownload, env, electronDist }: PackageWish): string | undefined {
  if (electronDist !== undefined) return electronDist;
  const binary = electronBinary(root, env);
  if (binary !== undefined && own[process.platform] === system && process.arch === arch) return binary.dist;
  if (mayDownload) return undefined;
  throw new ProvisionError({
    code: 'TT-FILE-03',
    message: `There is no Electron for ${system} ${arch} on this machine, and nothing may be fetched.`,
    evidence: [
      'On a machine with internet run “npx install-electron”, or add --download: electron-builder then fetches it.',
      'An unpacked Electron of this machine’s kind elsewhere: TEACHTRACK_ELECTRON_DIST=<folder>.',
    ],
  });
}

/** A program must not be handed out with a bundle that it refuses. */
async function verified({ path, trustedKeys }: BundleWish): Promise<{ readonly path: string; readonly name: string }> {
  await openBundle(path, trustedKeys, { contents: 'now' });
  return { path, name: basename(path) };
}
