import { z } from 'zod';
import { layout } from '../../provision/layout.ts';
import { asProvisionError, ProvisionError } from '../../provision/model/error.ts';
import { versionPath } from '../../provision/upgrade/version-path.ts';
import type { Bundle } from '../bundle/open.ts';
import { type FaceError, faceErrorOf } from '../contract/error.ts';
import { type ServerStatus, statusOf } from './ask-server.ts';
import { askCtl, installedOrStagedCtl, jsonOf } from './ctl.ts';
import type { OpenServer } from './open-server.ts';

const lastSchema = z.object({
  at: z.string(),
  ok: z.boolean().nullable(),
  summary: z.string(),
  run: z.string(),
  from: z.string(),
  to: z.string(),
  wayBack: z.object({ to: z.string(), losesData: z.boolean() }).nullable(),
});
type Last = z.infer<typeof lastSchema>;

/** A bundle of this laptop, beside what is installed. */
export type Offer =
  | {
      readonly kind: 'found';
      readonly version: string;
      /** `skips`: `needed` must be put on the server first. */
      readonly way: 'newer' | 'same' | 'older' | 'skips';
      readonly needed: string;
    }
  | { readonly kind: 'none'; readonly error: FaceError };

export type UpgradeLook = {
  readonly installed: string | null;
  readonly bundle: Offer;
  readonly holder: ServerStatus['holder'];
  readonly last: Omit<Last, 'wayBack'> | null;
  readonly back: Last['wayBack'];
};

/** What could be upgraded to what, and the way back. Nothing is sent; a laptop without a bundle is an answer, no error. */
export async function lookAtUpgrade(server: OpenServer, open: () => Promise<Bundle>): Promise<UpgradeLook> {
  const opened = open().catch((thrown: unknown) => faceErrorOf(asProvisionError(thrown)));
  const [{ version, holder }, last] = await Promise.all([statusOf(server), lastOf(server)]);
  const bundle = offerOf(await opened, version);
  if (last === null) return { installed: version, bundle, holder, last, back: null };
  const { wayBack, ...told } = last;
  return { installed: version, bundle, holder, last: told, back: wayBack };
}

function offerOf(opened: Bundle | FaceError, installed: string | null): Offer {
  if (!('manifest' in opened)) return { kind: 'none', error: opened };
  const { version, upgradesFrom: needed } = opened.manifest;
  const found = { kind: 'found', version, needed } as const;
  if (installed === null) return { ...found, way: 'newer' };
  const path = versionPath({ installed, offered: version, upgradesFrom: needed });
  if (path.kind === 'refused') return { ...found, way: path.why };
  return { ...found, way: path.kind === 'same' ? 'same' : 'newer' };
}

async function lastOf({ transport }: OpenServer): Promise<Last | null> {
  const file = await transport.readFile(`${layout.stateFiles}/upgrade.json`, { asRoot: true });
  const parsed = lastSchema.safeParse(file === undefined ? undefined : jsonOf(Buffer.from(file).toString('utf8')));
  return parsed.success ? parsed.data : null;
}

/** What was written since the upgrade, as an archive of tables. Rejects with TT-VERSION-01 when there is no way back. */
export async function exportWritten({ transport }: OpenServer): Promise<Uint8Array> {
  const answer = await askCtl(transport, {
    argv: installedOrStagedCtl('upgrade', '--back', '--export', '--json'),
    timeoutMs: 1_800_000,
  });
  const { archive } = jsonOf(answer.trim()) as { readonly archive: string };
  try {
    const bytes = await transport.readFile(archive, { asRoot: true });
    if (bytes !== undefined) return bytes;
    throw new ProvisionError({ code: 'TT-FILE-03', message: `${archive} is not on the server any more.` });
  } finally {
    await transport.run({ argv: ['rm', '-f', '--', archive], asRoot: true });
  }
}
