import { join } from 'node:path';
import { isOwnAddress } from './address.ts';

const segment = /^[A-Za-z0-9_@-]+(?:\.[A-Za-z0-9_@-]+)*$/;

/**
 * The file below `root` that an address names; undefined for every address that is not plainly one of a file there.
 * Names are an allow-list: no dot first, last or twice, no separator, no colon (streams and drives of Windows), nothing encoded.
 */
export function fileOf(root: string, address: string): string | undefined {
  if (!isOwnAddress(address)) return undefined;
  // The raw text counts: URL has already resolved `..` in its pathname, and hides that somebody tried.
  const path = address
    .slice(address.indexOf('//') + 2)
    .replace(/^[^/?#]*/, '')
    .replace(/[?#].*$/s, '');
  if (path === '' || path === '/') return join(root, 'index.html');
  const segments = path.slice(1).split('/');
  return segments.every((name) => segment.test(name)) ? join(root, ...segments) : undefined;
}
