import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrapCommand, requireBootstrapped, stagedEngine } from '../bundle/bootstrap.ts';
import { readSignedManifest, verifyFile } from '../bundle/files.ts';
import { filesFor, manifestName, signatureName } from '../bundle/manifest.ts';
import { installedVersion } from '../ctl/installed.ts';
import type { World } from '../ctl/world.ts';
import { operatingSystem } from '../facts/operating-system.ts';
import { ProvisionError } from '../model/error.ts';

/** The key that the laptop told this server to trust for the installed release. */
const trustedKeyName = 'trusted-key.pem';

export type StagedHere = { readonly folder: string; readonly suite: string; readonly key: string };

/**
 * Brings a bundle that lies on this server, on a USB stick say, to where the engine uses it from: its signature must be by
 * the key of the installed release. Rejects with TT-BUNDLE-01 to -05, TT-CHECK-02 and TT-FILE-01.
 */
export async function stageHere(world: World, source: string): Promise<StagedHere> {
  const { paths, transport } = world;
  const known = join(paths.staging, installedVersion() ?? 'none', trustedKeyName);
  if (!existsSync(known))
    throw new ProvisionError({
      code: 'TT-BUNDLE-03',
      message:
        'This server does not know whose bundles to trust: it was not set up from a laptop. Upgrade from a laptop.',
    });
  const pem = readFileSync(known, 'utf8');
  const { manifest } = await readSignedManifest(source, [pem]);
  const system = (await world.collectFacts([operatingSystem])).get(operatingSystem);
  const suite = system.kind === 'known' ? (system.value.codename ?? '') : '';
  const { release, packages } = filesFor(manifest, suite);
  const folder = join(paths.staging, manifest.version);
  if (source !== folder) {
    for (const file of [release, packages]) await verifyFile(source, file);
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    for (const name of [release.name, packages.name, signatureName, manifestName])
      cpSync(join(source, name), join(folder, name));
    cpSync(known, join(folder, trustedKeyName));
  }
  requireBootstrapped(await transport.run(bootstrapCommand({ folder, release, packages })));
  return { folder, suite, key: join(folder, trustedKeyName) };
}

/** What the engine of a staged bundle answers. Rejects with its own error. */
export async function askNewer(
  { transport }: World,
  folder: string,
  { args, stdin = '' }: { readonly args: readonly string[]; readonly stdin?: string },
): Promise<string> {
  const { exitCode, stdout } = await transport.run({
    ...{ argv: stagedEngine(folder, ...args, '--json'), asRoot: true, stdin, timeoutMs: 300_000 },
  });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  const refused = exitCode === 0 ? undefined : errorIn(last);
  if (refused !== undefined) throw new ProvisionError(refused);
  return last;
}

function errorIn(line: string): ConstructorParameters<typeof ProvisionError>[0] | undefined {
  try {
    return (JSON.parse(line) as { readonly error?: ConstructorParameters<typeof ProvisionError>[0] }).error;
  } catch {
    return { code: 'TT-RUN-04', message: 'The engine of the bundle did not answer.', evidence: [line.slice(0, 300)] };
  }
}
