import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exclusively, removeAtOnce } from '../practice-server/host/claim.ts';
import { cacheFolder } from '../practice-server/host/paths.ts';

/** Of this machine, beside the roots of practice servers: a fresh clone need not make them anew. */
const ofThisMachine = join(cacheFolder, 'bundle-parts');

/** Compressed Node is the same for every clone and takes a minute; packages of Debian are asked for anew when they are old. */
const isShared = (name: string) => /^(node|packages)-/.test(name);

export function takeParts(cache: string): Promise<void> {
  return alone(() => existsSync(ofThisMachine) && copyNewer(ofThisMachine, cache));
}

/** Whoever reads them compares each with its digest: a part that went bad is made anew. */
export function leaveParts(cache: string): Promise<void> {
  return alone(() => copyNewer(cache, ofThisMachine));
}

/** Another clone may be at it. */
const alone = (work: () => void) => exclusively(`${ofThisMachine}.lock`, 900_000, async () => work());

function copyNewer(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter(isShared)) {
    if (madeMs(join(from, name)) <= madeMs(join(to, name))) continue;
    const making = join(to, `.copy-${process.pid}`);
    rmSync(making, { recursive: true, force: true });
    // Without the folder in which apt works.
    cpSync(join(from, name), making, {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => path !== join(from, name, 'apt'),
    });
    removeAtOnce(join(to, name));
    renameSync(making, join(to, name));
  }
}

/** Packages are as old as the question they answer; 0 for what is not there. */
function madeMs(path: string): number {
  const answer = join(path, 'closure.json');
  return statSync(existsSync(answer) ? answer : path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
