import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltBundle } from '../../installer/bundle/build.ts';
import { removeAtOnce } from '../practice-server/host/claim.ts';
import { cacheFolder } from '../practice-server/host/paths.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { fromAnySnapshot, keepSnapshot } from '../practice-server/snapshot.ts';
import { builtBundle } from './built-bundle.ts';
import { handedOver } from './first-sign-in.ts';
import type { SignIn } from './journey.ts';
import { Laptop } from './laptop.ts';
import { waitFor } from './wait-for.ts';

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
  const bundle = await builtBundle();
  const kept = join(folder, `${size}-${keyOf(bundle, size)}`);
  const { server, laptop, printed } = (await copyOf(kept)) ?? (await installAndKeep(kept, bundle, size));
  // A copy has just been switched on, and the disk of the others stood still for some seconds.
  await waitFor('all is well', async () => (await server.exec(['teachtrackctl', 'health'])).exitCode === 0);
  return { server, laptop, bundle, printed, firstSignIn: handedOver({ stdout: printed }) };
}

type Installed = { readonly server: PracticeServer; readonly laptop: Laptop; readonly printed: string };

/** What lies beside the server in a copy of it is read before it boots. */
async function copyOf(kept: string): Promise<Installed | undefined> {
  const laptop = new Laptop();
  const copy = await fromAnySnapshot(kept, (folder) => {
    cpSync(join(folder, 'laptop'), laptop.folder, { recursive: true });
    utimesSync(kept, new Date(), new Date());
    return readFileSync(join(folder, 'printed'), 'utf8');
  });
  if (copy !== undefined) return { server: copy.server, laptop, printed: copy.taken };
  laptop.remove();
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
    await keepSnapshot(server, join(kept, String(server.slot)), (making) => {
      cpSync(laptop.folder, join(making, 'laptop'), { recursive: true });
      writeFileSync(join(making, 'printed'), printed, { mode: 0o600 });
    }).catch((error) => console.warn(`No copy of the installed server was kept: ${String(error)}`));
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

/** Each is some gigabytes; those of earlier sources go, the longest unused first. Two processes may do so at once. */
function removeOld(but: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const others = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => path !== but)
    .map((path) => ({ path, usedMs: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  for (const { path } of others.sort((a, b) => b.usedMs - a.usedMs).slice(keptAtMost - 1)) removeAtOnce(path);
}
