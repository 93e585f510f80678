import type { z } from 'zod';
import type { savedBytes } from '../../contract/shapes/place.ts';
import type { Host } from '../host.ts';

type Archive = { readonly name: string; readonly bytes: Uint8Array };

/** Saves an archive where the person wants it: by the system’s dialog, or as content for a download. */
export async function saved(laptop: Host, { name, bytes }: Archive): Promise<z.input<typeof savedBytes>> {
  if (laptop.saveFile === undefined) return { kind: 'content', name, base64: Buffer.from(bytes).toString('base64') };
  const path = await laptop.saveFile({ name, type: 'application/gzip', text: bytes });
  return path === undefined ? { kind: 'changed-mind' } : { kind: 'path', path };
}
