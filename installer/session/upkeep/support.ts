import { randomBytes } from 'node:crypto';
import { layout } from '../../../provision/layout.ts';
import { ProvisionError } from '../../../provision/model/error.ts';
import type { SupportManifest } from '../../../provision/support/bundle.ts';
import type { OpenServer } from '../open-server.ts';
import { saveNew } from '../save-new.ts';
import { answerOf } from './ask.ts';

export type { SupportManifest } from '../../../provision/support/bundle.ts';

/** A support bundle that lies on the server until it is fetched or dropped. */
export type PreparedSupport = { readonly manifest: SupportManifest; readonly path: string };

/** Has the server collect and mask everything; what it shows is what `fetchSupport` then saves. */
export function prepareSupport(server: OpenServer): Promise<PreparedSupport> {
  const path = `${layout.state}/support/${randomBytes(8).toString('hex')}.tar.gz`;
  return answerOf(server, ['support', '--out', path]);
}

/** The bundle itself. Rejects with TT-FILE-03 when it was dropped. */
export async function supportBytes({ transport }: OpenServer, { path }: PreparedSupport): Promise<Uint8Array> {
  const bytes = await transport.readFile(path, { asRoot: true });
  if (bytes !== undefined) return bytes;
  throw new ProvisionError({ code: 'TT-FILE-03', message: 'The bundle is not on the server any more: make it again.' });
}

/** Saves the bundle on the laptop, readable by its user alone. */
export async function fetchSupport(server: OpenServer, prepared: PreparedSupport, out: string): Promise<void> {
  await saveNew(out, await supportBytes(server, prepared));
}

/** Takes it off the server again. */
export async function dropSupport({ transport }: OpenServer, { path }: PreparedSupport): Promise<void> {
  await transport.run({ argv: ['rm', '-f', '--', path], asRoot: true });
}
