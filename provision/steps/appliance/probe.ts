import { layout } from '../../layout.ts';
import { linesOf, type Ops, run } from '../../ops/command.ts';

/** A health question: over a unix socket, or to an address of this machine. */
export type Target = {
  readonly name: string;
  readonly path: string;
  readonly socketPath?: string;
  readonly port?: number;
  /** HTTPS, with this authority's certificate file and this name in the certificate. */
  readonly authority?: string;
  readonly host?: string;
};

export type Answer = { readonly name: string; readonly status: number; readonly said: string };

// One process asks all, with the release's own Node: nothing else on a small Debian speaks HTTP.
const ask = `const { readFileSync } = require('node:fs');
const { isIP } = require('node:net');
const one = (target) => new Promise((resolve) => {
  const done = (status, said) => resolve({ name: target.name, status, said });
  try {
    const options = { path: target.path, timeout: 5000, agent: false, headers: { host: target.host ?? 'localhost' } };
    if (target.socketPath) options.socketPath = target.socketPath;
    else Object.assign(options, { host: '127.0.0.1', port: target.port });
    if (target.authority) {
      options.ca = readFileSync(target.authority);
      options.checkServerIdentity = (_, certificate) => require('node:tls').checkServerIdentity(target.host, certificate);
      if (isIP(target.host) === 0) options.servername = target.host;
    }
    const request = require(target.authority ? 'node:https' : 'node:http').request(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => done(answer.statusCode, text.slice(0, 300)));
    });
    request.on('timeout', () => request.destroy(new Error('no answer in 5 s'))).on('error', (error) => done(0, error.message)).end();
  } catch (error) { done(0, error.message); }
});
Promise.all(JSON.parse(process.argv[1]).map(one)).then((all) => { for (const answer of all) console.log(JSON.stringify(answer)); });`;

/** Asks all targets at the same time. One that cannot be asked has status 0 and says why. */
export async function probe(ops: Ops, targets: readonly Target[]): Promise<readonly Answer[]> {
  const { stdout, stderr, exitCode } = await run(ops, [
    `${layout.current}/bin/node`,
    '-e',
    ask,
    JSON.stringify(targets),
  ]);
  if (exitCode === 0) return linesOf(stdout).map((line) => JSON.parse(line) as Answer);
  return targets.map(({ name }) => ({ name, status: 0, said: linesOf(stderr).at(-1) ?? 'cannot be asked' }));
}
