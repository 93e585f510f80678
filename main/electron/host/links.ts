import { ProvisionError } from '../../../installer/session/values.ts';
import type { Electron } from '../electron.ts';

/**
 * Opens a page in the person's own browser; which servers may be opened is the session's part. Rejects with TT-ANSWERS-01
 * for all but https and http, and for an address with a user in it: others open files, programs and other apps.
 */
export async function openLink({ shell }: Pick<Electron, 'shell'>, text: string): Promise<void> {
  const url = text.length > 2_000 ? null : URL.parse(text);
  const isPage =
    url !== null && ['https:', 'http:'].includes(url.protocol) && url.username === '' && url.password === '';
  if (!isPage) throw new ProvisionError({ code: 'TT-ANSWERS-01', message: 'This is no address of a page.' });
  await shell.openExternal(url.href, { activate: true });
}
