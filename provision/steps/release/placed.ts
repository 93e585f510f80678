import { type Manifest, manifestName, parseManifest } from '../../bundle/manifest.ts';
import { type TreeFile, treeDigest } from '../../bundle/tree.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { linesOf, must, run, script } from '../../ops/command.ts';
import { removeTree } from '../../ops/directory.ts';
import { sha256 } from '../../ops/file.ts';
import { passOf } from '../pass.ts';
import { checked } from '../satisfied.ts';

export function releasePath(version: string): string {
  return `${layout.releases}/${version}`;
}

export const releasePlaced: Step = {
  id: 'release/placed',
  title: 'Files of this release',
  needs: ['os/folders'],
  seconds: 4,
  async check(context) {
    const path = releasePath(context.bundle.version);
    const wanted = await releaseDigest(context);
    const found = await passOf(context).reading('release digest', () => digestOf(context, path));
    const action = found === undefined ? 'create' : 'attributes';
    return checked([found === wanted ? undefined : { kind: 'directory', path, action }], { [path]: 'made by us' }, [
      `${path}: every file has the content that was signed`,
    ]);
  },
  async apply(context) {
    const path = releasePath(context.bundle.version);
    const part = `${path}.part`;
    await must(context, script(copy, `${context.bundle.path}/release`, part), {
      what: `Copying release ${context.bundle.version}`,
      timeoutMs: 300_000,
    });
    const digest = treeDigest(await treeOf(context, part));
    if (digest !== (await releaseDigest(context)))
      throw new ProvisionError({
        code: 'TT-BUNDLE-02',
        message: `${part} is not what was signed after it was copied.`,
      });
    // Before the folder has its name: a kill in between must not leave a release that is hashed at every look.
    const { stdout } = await must(context, script(look, part), { what: `Reading ${part}` });
    await context.transport.writeFile(sealOf(path), `${digest} ${sha256(stdout)}\n`, { mode: 0o644, asRoot: true });
    await must(context, script(swap, part, path), { what: `Putting release ${context.bundle.version} in place` });
  },
  async undo(context, receipt) {
    for (const path of Object.keys(receipt)) {
      await removeTree(context, path);
      await removeTree(context, `${path}.part`);
      await run(context, ['rm', '-f', '--', sealOf(path)]);
    }
  },
};

const copy = `set -e
rm -rf "$2"
cp -R --reflink=auto --preserve=mode,timestamps "$1" "$2"
chown -R root:root "$2"
chmod 0755 "$2"
sync -f "$2"`;

// Renamed when it is synced: a folder with the release's name is whole or not there.
const swap = `set -e
rm -rf "$2.old"
[ ! -e "$2" ] || mv -T "$2" "$2.old"
mv -T "$1" "$2"
sync -f "$2"
rm -rf "$2.old"`;

const list = `[ -d "$1" ] || exit 0
cd "$1"
find . ! -type d -printf '%y %m %P\\n'
echo ==
find . -type f -exec sha256sum {} +`;

// Size, inode and the times of content and attributes: all of it is as it was when every file was hashed. Not of the
// folder itself, which is renamed afterwards.
const look = '[ -d "$1" ] || exit 0; cd "$1" && find . -mindepth 1 -printf "%y %m %U %G %i %s %T@ %C@ %P\\n" | sort';

function sealOf(path: string): string {
  return `${path}.seal`;
}

/** From the seal while nothing in the folder was touched since, else by hashing everything. Undefined: not there. */
async function digestOf(context: StepContext, path: string): Promise<string | undefined> {
  const { stdout } = await must(context, script(look, path), { what: `Reading ${path}` });
  if (stdout === '') return undefined;
  const seal = await context.transport.readFile(sealOf(path), { asRoot: true });
  const [digest, listing] = Buffer.from(seal ?? '')
    .toString('utf8')
    .trim()
    .split(' ');
  return listing === sha256(stdout) ? digest : treeDigest(await treeOf(context, path));
}

export async function treeOf(context: StepContext, path: string): Promise<readonly TreeFile[]> {
  const { stdout } = await must(context, script(list, path), { what: `Reading ${path}`, timeoutMs: 120_000 });
  const [entries = '', sums = ''] = stdout.split('\n==\n');
  const digests = new Map(linesOf(sums).map((line) => [line.slice(68), line.slice(0, 64)]));
  return linesOf(entries).map((line) => {
    const [, type, mode = '', file = ''] = /^(\S) (\d+) (.*)$/.exec(line) ?? [];
    const sha256 = type === 'f' ? (digests.get(file) ?? '') : 'f'.repeat(64);
    return { path: file, sha256, executable: (Number.parseInt(mode, 8) & 0o100) !== 0 };
  });
}

export async function releaseDigest(context: StepContext): Promise<string> {
  const { files } = await passOf(context).reading('manifest', () => manifestOf(context));
  return files.find(({ kind }) => kind === 'release')?.treeSha256 ?? '';
}

/** Its signature was verified before the bundle was staged. */
async function manifestOf({ transport, bundle }: StepContext): Promise<Manifest> {
  const path = `${bundle.path}/${manifestName}`;
  const content = await transport.readFile(path, { asRoot: true });
  if (content === undefined)
    throw new ProvisionError({ code: 'TT-BUNDLE-01', message: `${path} is missing on the server.` });
  return parseManifest(Buffer.from(content).toString('utf8'));
}
