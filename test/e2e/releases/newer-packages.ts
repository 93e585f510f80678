import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Newer than today's of Debian, and older than Debian's next. */
export const newerBy = '+tt1';

type KeptPackage = {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly paragraph: string;
};
type Kept = { readonly key: string; readonly packages: readonly KeptPackage[] };

export type Newer = {
  /** Packages one of whose source's versions is made newer, each with all others of that version. */
  readonly of: readonly string[];
  /** Settings files that the newer packages ship with one more line: package and path. */
  readonly conffiles?: readonly (readonly [name: string, path: string])[];
  /** Packages whose script fails for as long as this file is on the server. */
  readonly failWhile?: Readonly<Record<string, string>>;
  /** Packages whose script waits for as long as this file is on the server. */
  readonly waitWhile?: Readonly<Record<string, string>>;
};

/** Debian's own packages once more under a newer version, as an update of theirs would come, in a folder of a bundle's parts. */
export function newerPackages(wish: Newer): (folder: string) => Promise<void> {
  return async (folder) => {
    const path = join(folder, 'closure.json');
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Kept;
    const versions = new Set(kept.packages.filter(({ name }) => wish.of.includes(name)).map(({ version }) => version));
    const anew = (text: string) => [...versions].reduce((so, old) => so.replaceAll(old, `${old}${newerBy}`), text);
    const packages: KeptPackage[] = [];
    for (const one of kept.packages)
      packages.push(versions.has(one.version) ? await newer(join(folder, 'debs'), one, { ...wish, anew }) : one);
    writeFileSync(path, JSON.stringify({ ...kept, packages }));
  };
}

async function newer(debs: string, one: KeptPackage, wish: Newer & { readonly anew: (text: string) => string }) {
  const made = mkdtempSync(join(tmpdir(), 'teachtrack-newer-'));
  try {
    const root = join(made, 'root');
    await run('dpkg-deb', ['--raw-extract', join(debs, one.file), root]);
    const control = join(root, 'DEBIAN/control');
    writeFileSync(control, wish.anew(readFileSync(control, 'utf8')));
    for (const [name, conffile] of wish.conffiles ?? [])
      if (name === one.name) appendFileSync(join(root, conffile), '# as the newer package ships it\n');
    const script = join(root, 'DEBIAN/postinst');
    const [failing, waiting] = [wish.failWhile?.[one.name], wish.waitWhile?.[one.name]];
    if (failing !== undefined) begin(script, `[ ! -e ${failing} ] || { echo "${failing} is in the way" >&2; exit 1; }`);
    if (waiting !== undefined) begin(script, `while [ -e ${waiting} ]; do sleep 1; done`);
    const file = `${one.name}_newer.deb`;
    await run('dpkg-deb', ['-Zgzip', '-z1', '--build', root, join(debs, file)]);
    rmSync(join(debs, one.file));
    const data = readFileSync(join(debs, file));
    const told = { bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') };
    const paragraph = wish
      .anew(one.paragraph)
      .replace(/^Size: .*$/m, `Size: ${told.bytes}`)
      .replace(/^SHA256: .*$/m, `SHA256: ${told.sha256}`)
      .replace(/^Filename: .*$/m, `Filename: ./${file}`);
    return { ...one, version: wish.anew(one.version), file, ...told, paragraph };
  } finally {
    rmSync(made, { recursive: true });
  }
}

/** Has a script begin with one more line. */
function begin(script: string, line: string): void {
  const [first = '', ...rest] = readFileSync(script, 'utf8').split('\n');
  writeFileSync(script, [first, line, ...rest].join('\n'));
}
