import { uptime } from 'node:os';
import type { WantedState } from '../../model/wanted.ts';
import type { Ops } from '../../ops/command.ts';
import { firewallFound, openingCommands } from '../../ops/nft.ts';
import { sshPorts } from '../../ops/sshd.ts';
import type { State } from '../../ops/state-file.ts';
import { unit } from '../../ops/systemd.ts';
import { digestIn, openTcp, provenRules, renderRules, sshSources, wantedRules } from '../../steps/firewall/rules.ts';
import { firewallUnit } from '../../tuning/appliance/firewall-service.ts';

/** What is known about who may reach the server. */
export type FirewallState = State & {
  /** `unconfirmed`: ready, and not in force until a new connection has proved that it gets in. */
  readonly state: 'in-force' | 'off' | 'foreign' | 'unconfirmed';
  readonly sshPorts: readonly number[];
  /** Subnets and addresses from which SSH is let in; none: from everywhere. */
  readonly sshFrom: readonly string[];
  readonly openPorts: readonly number[];
  /** Ports that somebody listens on and that are, or would be, closed. */
  readonly closed: readonly { readonly port: number; readonly holder: string }[];
  readonly foreign: 'ufw' | 'firewalld' | null;
  /** The rules that lie ready are not those of the server as it is now: an install makes them anew. */
  readonly isStale: boolean;
  /** Since when the rules are in force, ISO 8601 UTC; null when they are not. */
  readonly since: string | null;
};

export async function firewallState(ops: Ops, wanted: WantedState, now = new Date()): Promise<FirewallState> {
  const [found, ssh] = await Promise.all([firewallFound(ops), sshPorts(ops)]);
  const open = openTcp(wanted, ssh);
  const about = {
    at: now.toISOString(),
    sshPorts: ssh,
    sshFrom: sshSources(wanted),
    openPorts: open,
    closed: found.listening.filter(({ port }) => !open.includes(port)),
    foreign: found.foreign,
    isStale: false,
    since: null,
  };
  if (wanted.firewall?.kind !== 'on')
    return { ...about, ok: null, state: 'off', summary: 'There is no firewall of ours on this server, as was chosen.' };
  if (found.inForce === null && found.foreign !== null && !found.isTorn)
    return { ...about, state: 'foreign', ...foreignTold(found.foreign, open, found.allowed) };
  const isNewest = found.inForce === digestIn(renderRules(wanted, ssh));
  const { fileState, activeSince } = await unit(ops, firewallUnit);
  if (isNewest && fileState === 'enabled')
    return {
      ...about,
      since: activeSince === 0 ? null : new Date(now.getTime() - (uptime() - activeSince) * 1000).toISOString(),
      ok: true,
      state: 'in-force',
      summary: `In force: only the TCP ports ${open.join(', ')} are open${onlyFrom(wanted)}.`,
    };
  const digestAt = async (path: string) =>
    digestIn(Buffer.from((await ops.transport.readFile(path, { asRoot: true })) ?? '').toString('utf8'));
  const newest = digestIn(renderRules(wanted, ssh));
  const ready = (await digestAt(wantedRules)) === newest;
  const isProven = ready && fileState === 'enabled' && (await digestAt(provenRules)) === newest;
  return {
    ...about,
    ok: false,
    state: 'unconfirmed',
    isStale: !ready,
    summary: isProven
      ? `Somebody ${found.isTorn ? 'changed the rules of the firewall' : 'took the rules of the firewall away'} by hand: the next install puts them back, and so does “systemctl restart ${firewallUnit}”.`
      : ready
        ? 'The firewall is ready but not in force: a laptop has to prove that it still gets in.'
        : 'The firewall does not fit this server any more (another SSH port?): it has to be installed again.',
  };
}

/** It may let only some networks in, which cannot be told from its list: then nothing is said against it. */
function foreignTold(program: 'ufw' | 'firewalld', open: readonly number[], allowed: readonly number[]) {
  const closed = open.filter((port) => !allowed.includes(port));
  if (closed.length === 0)
    return { ok: true, summary: `The firewall ${program} is in charge, and lets everybody reach ${open.join(', ')}.` };
  const how = openingCommands(program, closed).join('; ');
  return {
    ok: null,
    summary: `The firewall ${program} is in charge, and ours is not added. It names no rule that lets everybody reach ${closed.join(', ')}. If teachers do not get in: ${how}`,
  };
}

function onlyFrom(wanted: WantedState): string {
  const sources = sshSources(wanted);
  return sources.length === 0 ? '' : `, and SSH only to ${sources.join(', ')}`;
}
