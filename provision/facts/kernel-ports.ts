import type { OpenPort, PortHolder } from './open-ports.ts';
import { columns, lines } from './text.ts';

const listening = '0A';

/**
 * Listening ports out of `/proc/net/tcp` and `tcp6`, with the holder found by the socket's inode in the lines
 * `pid name<tab>socket:[inode] …`.
 */
export function kernelPorts(tables: string, sockets: string): readonly OpenPort[] {
  if (!/^\s*sl\s/m.test(tables)) throw new Error('/proc/net/tcp could not be read');
  const holders = holdersOf(sockets);
  return lines(tables).flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    if (state !== listening) return [];
    const holder = holders.get(inode);
    return [
      { address: addressOf(address), port: Number.parseInt(port, 16), ...(holder === undefined ? {} : { holder }) },
    ];
  });
}

function holdersOf(sockets: string): ReadonlyMap<string, PortHolder> {
  const found = new Map<string, PortHolder>();
  for (const line of lines(sockets)) {
    const [who = '', list = ''] = columns(line);
    const [, pid, name] = /^(\d+) (.*)$/.exec(who) ?? [];
    if (pid === undefined || name === undefined) continue;
    for (const [, inode] of list.matchAll(/socket:\[(\d+)\]/g))
      if (inode !== undefined && !found.has(inode)) found.set(inode, { name, pid: Number(pid) });
  }
  return found;
}

/** The kernel prints 32-bit words of the address in its own byte order, which on x86 is backwards. */
function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  if (bytes.every((byte) => byte === '00')) return '::';
  if (/^0{30}01$/.test(bytes.join(''))) return '::1';
  const groups = bytes.join('').toLowerCase().match(/.{4}/g) ?? [];
  return groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}
