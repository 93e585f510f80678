import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { BuiltBundle } from '../../installer/bundle/build.ts';
import { cacheFolder } from '../practice-server/host/paths.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { fromSnapshot, keepSnapshot } from '../practice-server/snapshot.ts';
import { builtBundle } from './built-bundle.ts';
import type { SignIn } from './journey.ts';
import { jsonLines, Laptop } from './laptop.ts';

const sizes = {
  /** Tier 150: three processes to restart one after the other, and not twelve. */
  small: { cores: 4, memoryMiB: 8_192, tier: '150' },
  /** Tier 2000: 8 instances of 2 processes, 4 workers. */
  large: { cores: 16, memoryMiB: 32_768, tier: '2000' },
} as const;

/** An installed server keeps its address, so each of those that are on at the same time has a slot of its own. */
const slots = Array.from({ length: 40 }, (_, index) => 201 + index);
const folder = join(cacheFolder, 'installed');
const keptAtMost = 6;

export type InstalledServer = {
  readonly server: PracticeServer;
  /** From which it was installed; it knows the server. */
  readonly laptop: Laptop;
  readonly bundle: BuiltBundle;
  /** What `teachtrack install --json` printed. */
  readonly printed: string;
  readonly firstSignIn: SignIn;
};

/**
 * A practice server on which TeachTrack of these very sources was installed over SSH: by this process, or by an earlier one
 * of which a copy is booted in a fraction of the time.
 */
export async function installedServer(size: keyof typeof sizes = 'large'): Promise<InstalledServer> {
  const bundle = await builtBundle(['bookworm']);
  const kept = join(folder, `${size}-${keyOf(bundle, size)}`);
  const { server, laptop, printed } = (await copyOf(kept)) ?? (await installAndKeep(kept, bundle, size));
  return { server, laptop, bundle, printed, firstSignIn: signInOf(printed) };
}

type Installed = { readonly server: PracticeServer; readonly laptop: Laptop; readonly printed: string };

async function copyOf(kept: string): Promise<Installed | undefined> {
  for (const slot of existsSync(kept) ? readdirSync(kept) : []) {
    if (!/^\d+$/.test(slot)) continue;
    const server = await fromSnapshot(join(kept, slot));
    if (server === undefined) continue;
    utimesSync(kept, new Date(), new Date());
    const laptop = new Laptop();
    cpSync(join(kept, slot, 'laptop'), laptop.folder, { recursive: true });
    return { server, laptop, printed: readFileSync(join(kept, slot, 'printed'), 'utf8') };
  }
  return undefined;
}

async function installAndKeep(kept: string, bundle: BuiltBundle, size: keyof typeof sizes): Promise<Installed> {
  const { tier, ...machine } = sizes[size];
  const server = await startPracticeServer({ ...machine, slots });
  const laptop = new Laptop();
  try {
    const argv = ['install', ...laptop.to(server), '--bundle', bundle.path, '--tier', tier, '--yes', '--json'];
    const { stdout: printed } = await laptop.must(argv);
    removeOld(kept);
    const copy = join(kept, String(server.slot));
    await keepSnapshot(server, copy, (making) => {
      cpSync(laptop.folder, join(making, 'laptop'), { recursive: true });
      writeFileSync(join(making, 'printed'), printed, { mode: 0o600 });
    });
    return { server, laptop, printed };
  } catch (error) {
    laptop.remove();
    await server.stop();
    throw error;
  }
}

/** Copies lie by what is installed and on what. */
function keyOf({ path }: BuiltBundle, size: keyof typeof sizes): string {
  const manifest = readFileSync(join(path, 'manifest.json'));
  return createHash('sha256').update(manifest).update(JSON.stringify(sizes[size])).digest('hex').slice(0, 16);
}

/** Each is some gigabytes; those of earlier sources go, the longest unused first. */
function removeOld(but: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const others = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => path !== but);
  const byUse = others.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const path of byUse.slice(keptAtMost - 1)) rmSync(path, { recursive: true, force: true });
}

function signInOf(printed: string): SignIn {
  const text = jsonLines<{ firstSignIn: string }>(printed, 'firstSignIn')[0]?.firstSignIn ?? '';
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1] ?? '';
  return { userName: field('User name'), password: field('Password') };
}
