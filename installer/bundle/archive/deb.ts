import { gzipSync } from 'node:zlib';
import { secondsOf, tarEnd, tarFile, tarFolder } from './tar.ts';

/**
 * A Debian package around a compressed tree (deb(5)): not to be installed, but because `dpkg-deb -x` is on every
 * Debian and unpacks xz without any xz program.
 */
export function debOf(control: Readonly<Record<string, string>>, dataTarXz: Uint8Array): Buffer {
  const text = Object.entries(control).map(([name, value]) => `${name}: ${value}\n`);
  const file = { path: 'control', data: Buffer.from(text.join('')) };
  const controlTar = Buffer.concat([tarFolder(''), ...tarFile(file, secondsOf('0'.repeat(8))), tarEnd]);
  return Buffer.concat([
    Buffer.from('!<arch>\n'),
    ...member('debian-binary', Buffer.from('2.0\n')),
    ...member('control.tar.gz', gzipSync(controlTar)),
    ...member('data.tar.xz', dataTarXz),
  ]);
}

/** ar(5): a 60 byte header of text, the content, and a newline when its length is odd. */
function member(name: string, data: Uint8Array): readonly Uint8Array[] {
  const fields = [name.padEnd(16), '0'.padEnd(12), '0'.padEnd(6), '0'.padEnd(6), '100644'.padEnd(8)];
  const header = Buffer.from(`${fields.join('')}${String(data.length).padEnd(10)}\`\n`, 'latin1');
  return [header, data, Buffer.from(data.length % 2 === 1 ? '\n' : '')];
}
