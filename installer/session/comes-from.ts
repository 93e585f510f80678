import { BlockList, isIP } from 'node:net';
import { ProvisionError } from '../../provision/model/error.ts';
import type { WantedState } from '../../provision/model/wanted.ts';
import type { ReachedServer } from './open-server.ts';

type Server = Pick<ReachedServer, 'transport'>;

/** The address that the server sees this laptop come from; undefined where it does not tell. One round trip. */
export async function comesFrom({ transport }: Server, signal?: AbortSignal): Promise<string | undefined> {
  const argv = ['printenv', 'SSH_CONNECTION'] as const;
  const { stdout } = await transport.run({ argv, ...(signal === undefined ? {} : { signal }) });
  const [address = ''] = stdout.trim().split(/[\s%]/);
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(plain) === 0 ? undefined : plain;
}

/** Whether somebody who comes from `address` is let in. No source at all lets everybody in. */
export function isLetIn(sources: readonly string[], address: string): boolean {
  if (sources.length === 0) return true;
  const list = new BlockList();
  for (const source of sources) {
    const [net = '', prefix] = source.split('/');
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(net, family);
    else list.addSubnet(net, Number(prefix), family);
  }
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Rejects with TT-ANSWERS-01 when the firewall of the answers would shut this laptop out. The server would take such rules
 * back by itself, for they are proven by this laptop coming in anew; here it is told before anything is done.
 */
export async function requireLetIn(server: Server, { firewall }: WantedState, signal?: AbortSignal): Promise<void> {
  const sources = firewall?.kind === 'on' ? (firewall.sshFrom ?? []) : [];
  if (sources.length === 0) return;
  const address = await comesFrom(server, signal);
  if (address === undefined || isLetIn(sources, address)) return;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `SSH would be let in only from ${sources.join(', ')}. This laptop comes from ${address} and would be shut out.`,
    evidence: [`sshFrom: add ${address} or the subnet it is in, or go on from a computer that is let in`],
  });
}
