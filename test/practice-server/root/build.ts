import { existsSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exclusively } from '../host/claim.ts';
import { mirrorOf } from '../host/mirror.ts';
import { cacheFolder } from '../host/paths.ts';
import { must } from '../host/run.ts';
import { commonFiles, debootstrapArgv, finishScript, type Recipe, rootName } from './recipe.ts';

const buildTimeoutMs = 30 * 60_000;

/** The cached root of the recipe, made on first use: a folder that is only ever read. */
export async function cachedRoot(recipe: Recipe, say: (line: string) => void = () => undefined): Promise<string> {
  const folder = join(cacheFolder, 'roots', rootName(recipe));
  return onlyOnce(folder, async (making) => {
    if (recipe.extraPackages.length > 0) {
      const plain = await cachedRoot({ ...recipe, extraPackages: [] }, say);
      say(`Installing ${recipe.extraPackages.join(', ')} in a ${recipe.suite} root`);
      await must(['cp', '-a', '--reflink=auto', plain, making], { timeoutMs: buildTimeoutMs });
    } else {
      say(`Making a ${recipe.suite} root with debootstrap: a minute or two, once`);
      await must(debootstrapArgv(recipe.suite, making, mirrorOf()), { timeoutMs: buildTimeoutMs });
      for (const [path, content] of Object.entries(commonFiles(recipe.suite, mirrorOf()))) {
        writeFileSync(join(making, path), content);
      }
    }
    await runInRoot(making, finishScript(recipe));
  });
}

/** A sparse ext4 image of the root, as large as the disk is to be: what a fresh server is copied from. */
export async function cachedImage(recipe: Recipe, sizeGiB: number, say?: (line: string) => void): Promise<string> {
  const image = join(cacheFolder, 'images', `${rootName(recipe)}-${sizeGiB}G.img`);
  return onlyOnce(image, async (making) => {
    const root = await cachedRoot(recipe, say);
    writeFileSync(making, '');
    truncateSync(making, sizeGiB * 1024 ** 3);
    // One inode for 256 KiB on large disks: else their tables alone would fill this machine.
    const inodes = ['-i', String(sizeGiB > 16 ? 262_144 : 16_384)];
    const lazy = ['-J', 'size=64', '-E', 'lazy_itable_init=1,lazy_journal_init=1,nodiscard'];
    await must(['mkfs.ext4', '-q', '-F', ...inodes, ...lazy, '-d', root, making], { timeoutMs: buildTimeoutMs });
  });
}

/** Shell text run as root in the folder as its root directory, with the network names of this machine. */
async function runInRoot(root: string, script: string): Promise<void> {
  const inside = `set -eu
for file in hosts resolv.conf; do touch "$1/etc/$file"; mount --bind "/etc/$file" "$1/etc/$file"; done
mount -t proc proc "$1/proc"
mount --bind /dev "$1/dev"
exec chroot "$1" /bin/sh -s`;
  const argv = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', inside, 'sh', root];
  await must(argv, { stdin: script, timeoutMs: buildTimeoutMs });
}

/** Makes `path` beside its place and renames it, so that what exists is whole; one process at a time. */
async function onlyOnce(path: string, make: (making: string) => Promise<void>): Promise<string> {
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  const making = `${path}.making`;
  return exclusively(`${path}.lock`, buildTimeoutMs, async () => {
    if (existsSync(path)) return path;
    rmSync(making, { recursive: true, force: true });
    await make(making);
    renameSync(making, path);
    return path;
  });
}
