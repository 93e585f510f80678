import { isIP } from 'node:net';
import { layout } from '../layout.ts';
import { linesOf, type Ops, run } from './command.ts';

/** What was shown to one who came for this name, and whether a browser with the authority would go on. */
export type Shaken = {
  readonly host: string;
  readonly ok: boolean;
  readonly said: string;
  readonly fingerprint: string;
};

export type Handshakes = {
  /** The web server on this port of the server itself, or a file that is tried on a port of its own first. */
  readonly at: { readonly port: number } | { readonly candidate: string };
  /** File with the certificate it is checked by. */
  readonly authority: string;
  readonly hosts: readonly string[];
};

// The release's own Node: nothing else on a small Debian tells as much about a handshake.
const shake = `const tls = require('node:tls'), { readFileSync } = require('node:fs'), { isIP } = require('node:net');
const { at, authority, hosts } = JSON.parse(process.argv[1]);
const one = (port, host) => new Promise((resolve) => {
  const done = (ok, said, fingerprint = '') => resolve({ host, ok, said, fingerprint });
  const socket = tls.connect({ host: '127.0.0.1', port, ca: readFileSync(authority), rejectUnauthorized: false, timeout: 5000,
    ...(isIP(host) ? {} : { servername: host }), checkServerIdentity: (_, shown) => tls.checkServerIdentity(host, shown) }, () => {
    const shown = socket.getPeerCertificate();
    done(socket.authorized, String(socket.authorizationError?.message ?? socket.authorizationError ?? 'trusted'), shown.fingerprint256);
    socket.destroy();
  });
  socket.on('timeout', () => socket.destroy(new Error('no answer in 5 s'))).on('error', (error) => done(false, error.message));
});
const all = async (port) => { for (const found of await Promise.all(hosts.map((host) => one(port, host)))) console.log(JSON.stringify(found)); };
if (at.port) all(at.port);
else {
  const pem = readFileSync(at.candidate);
  const server = tls.createServer({ key: pem, cert: pem }).listen(0, '127.0.0.1', async () => {
    await all(server.address().port);
    server.close();
  });
  server.on('tlsClientError', () => {});
}`;

/** Real handshakes, for all names at once. One that cannot be had is not ok and says why. */
export async function handshakes(ops: Ops, wish: Handshakes): Promise<readonly Shaken[]> {
  const hosts = wish.hosts.map((host) =>
    isIP(host) === 6 ? new URL(`http://[${host}]/`).hostname.slice(1, -1) : host,
  );
  const asked = { ...wish, hosts };
  const { stdout, stderr } = await run(ops, [`${layout.current}/bin/node`, '-e', shake, JSON.stringify(asked)]);
  const found = linesOf(stdout).map((line) => JSON.parse(line) as Shaken);
  if (found.length === hosts.length) return found;
  const said = linesOf(stderr).at(-1) ?? 'the handshake could not be tried';
  return hosts.map((host) => ({ host, ok: false, said, fingerprint: '' }));
}
