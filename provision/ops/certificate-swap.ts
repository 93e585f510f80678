import { layout } from '../layout.ts';
import { ProvisionError } from '../model/error.ts';
import { handshakes } from './certificate-handshake.ts';
import { type Pair, pairText, readPair } from './certificate-pem.ts';
import { must, type Ops, run, script } from './command.ts';
import { reloadNginx, testNginx } from './nginx.ts';
import { unit } from './systemd.ts';

const next = `${layout.certificate}.next`;
const previous = `${layout.certificate}.previous`;
const serving = { mode: 0o600, owner: 'root', group: 'root', asRoot: true } as const;

export type Swap = {
  readonly pair: Pair;
  /** File with the certificate it is checked by. */
  readonly authority: string;
  /** Names and addresses that it must be good for. */
  readonly hosts: readonly string[];
};

/**
 * Puts a key and certificate in place of those in use. Where the web server runs, the new ones are tried in real
 * handshakes first, then taken by a reload that drops no request, then asked for from the web server itself: when it does
 * not show them, the earlier ones are back before this rejects with TT-TLS-02.
 */
export async function swapCertificate(ops: Ops, { pair, authority, hosts }: Swap): Promise<void> {
  const text = pairText(pair);
  const found = readPair(text);
  if (found === undefined || !found.keyFits)
    throw new ProvisionError({ code: 'TT-TLS-02', message: 'The key does not belong to the new certificate.' });
  const isServing = (await unit(ops, 'nginx.service')).activeState === 'active' && (await hasEarlier(ops));
  if (!isServing) return ops.transport.writeFile(layout.certificate, text, serving);
  try {
    await ops.transport.writeFile(next, text, serving);
    await prove(ops, { at: { candidate: next }, authority, hosts }, found.leaf.fingerprint256);
    await must(ops, script('cp -a -- "$1" "$2" && mv -f -- "$3" "$1"', layout.certificate, previous, next), {
      what: 'Putting the new certificate in place',
    });
    await take(ops, { at: { port: 443 }, authority, hosts }, found.leaf.fingerprint256);
  } finally {
    await run(ops, ['rm', '-f', '--', next, previous]);
  }
}

/** Files that a swap which was cut off may have left. */
export const swapFiles = [next, previous];

async function hasEarlier(ops: Ops): Promise<boolean> {
  const both = 'test -s "$1" && test -x "$2" && test -s "$3"';
  const paths = [layout.certificate, `${layout.current}/bin/node`, layout.nginxConfig];
  return (await run(ops, script(both, ...paths))).exitCode === 0;
}

async function take(ops: Ops, wish: Parameters<typeof handshakes>[1], fingerprint: string): Promise<void> {
  try {
    await testNginx(ops, layout.nginxConfig);
    await reloadNginx(ops);
    await prove(ops, wish, fingerprint);
  } catch (thrown) {
    await must(ops, ['mv', '-f', '--', previous, layout.certificate], { what: 'Putting the earlier certificate back' });
    await reloadNginx(ops).catch((again: Error) => ops.say(`The web server was not reloaded: ${again.message}`));
    throw thrown;
  }
}

async function prove(ops: Ops, wish: Parameters<typeof handshakes>[1], fingerprint: string): Promise<void> {
  const bad = (await handshakes(ops, wish)).filter((one) => !one.ok || one.fingerprint !== fingerprint);
  if (bad.length === 0) return;
  throw new ProvisionError({
    code: 'TT-TLS-02',
    message: 'The new certificate did not stand a real handshake; the earlier one is in use.',
    evidence: bad.map(({ host, ok, said }) => `${host}: ${ok ? 'another certificate was shown' : said}`),
  });
}
