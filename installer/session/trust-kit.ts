import { layout } from '../../provision/layout.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import { readme } from '../../provision/trust-kit/files.ts';
import { type Kit, kitOf } from '../../provision/trust-kit/kit.ts';
import type { TextFile } from '../contract/shapes/place.ts';
import type { OpenServer } from './open-server.ts';

export type TrustKit = Omit<Kit, 'files'> & { readonly files: TextFile[] };

/**
 * The certificate of the authority that the server made for itself, and files with which computers, telephones and
 * browsers learn to trust it. Null on a server without one: it serves plain HTTP.
 */
export async function trustKit({ transport, host }: OpenServer): Promise<TrustKit | null> {
  const bytes = await transport.readFile(layout.authority, { asRoot: true });
  if (bytes === undefined) return null;
  const kit = parsed(bytes);
  const page = { name: 'READ-ME-trust.txt', type: 'text/plain', text: readme({ host, ...kit }) };
  return { ...kit, files: [...kit.files, page] };
}

function parsed(bytes: Uint8Array): Kit {
  try {
    return kitOf(bytes);
  } catch (cause) {
    throw new ProvisionError({ code: 'TT-RUN-04', message: `${layout.authority} is not a certificate.`, cause });
  }
}
