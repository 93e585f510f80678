import type { Electron } from '../electron.ts';

export type LinkOptions = Pick<Electron, 'shell'> & {
  /** Servers that this laptop knows open at once. */
  readonly isKnown: (host: string) => Promise<boolean>;
  /** Everything else a person is asked about. */
  readonly mayOpen: (url: URL) => Promise<boolean>;
};

/**
 * Opens a page in the person's own browser. Only https and http and with no user in it: other addresses open files,
 * programs and other apps. False when it was not opened.
 */
export async function openLink({ shell, isKnown, mayOpen }: LinkOptions, text: string): Promise<boolean> {
  const url = text.length > 2_000 ? null : URL.parse(text);
  if (url === null || !['https:', 'http:'].includes(url.protocol)) return false;
  if (url.username !== '' || url.password !== '') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!(await isKnown(host)) && !(await mayOpen(url))) return false;
  await shell.openExternal(url.href, { activate: true });
  return true;
}
