/** The window's own scheme and the one host in it. Nothing else is ever loaded. */
export const scheme = 'app';
export const startAddress = `${scheme}://installer/index.html`;

/** True for an address of the window's own files: this scheme, this host, no port, no user. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === `${scheme}:` &&
    url.host === 'installer' &&
    url.username === '' &&
    url.password === ''
  );
}

/** True for the one page, wherever in it. */
export function isPage(address: string): boolean {
  return isOwnAddress(address) && URL.parse(address)?.pathname === '/index.html';
}
