import type { Electron } from '../electron.ts';

/** Opens a page in the person's own browser. */
export type OpenLink = (url: string) => Promise<boolean>;

/**
 * Only https and http, with no user in it, and only to hosts that `isKnown` (the servers of this laptop). Everything else
 * that an operating system opens by an address (files, programs, mail, other apps) is refused with false.
 */
export function linkOpener({ shell }: Pick<Electron, 'shell'>, isKnown: (host: string) => boolean): OpenLink {
  return async (text) => {
    const url = text.length > 2_000 ? null : URL.parse(text);
    if (url === null || !['https:', 'http:'].includes(url.protocol)) return false;
    if (url.username !== '' || url.password !== '') return false;
    if (!isKnown(url.hostname.replace(/^\[|\]$/g, ''))) return false;
    await shell.openExternal(url.href, { activate: true });
    return true;
  };
}
