import { must, run } from '../host/run.ts';

/** One small network a server: a bridge of its own on this machine, with this machine at .1 and the server at .2. */
export type Network = {
  readonly bridge: string;
  /** The host's end of the cable; nspawn makes it at each boot and plugs it into the bridge. */
  readonly port: string;
  readonly hostAddress: string;
  readonly address: string;
  readonly prefixLength: number;
};

/** Private ranges of ours: 10.213.SLOT.0/24 and fd74:7074:SLOT::/64. */
export function networkOf(slot: number, machine: string, ipv6Only: boolean): Network {
  const names = { bridge: `ttbr${slot}`, port: `vb-${machine}` };
  if (ipv6Only) {
    const net = `fd74:7074:${slot.toString(16)}:`;
    return { ...names, hostAddress: `${net}:1`, address: `${net}:2`, prefixLength: 64 };
  }
  return { ...names, hostAddress: `10.213.${slot}.1`, address: `10.213.${slot}.2`, prefixLength: 24 };
}

/** Does nothing when the bridge is there: it outlives power cuts, but not a restart of this machine. */
export async function ensureNetwork(network: Network): Promise<void> {
  if ((await run(['ip', 'link', 'show', 'dev', network.bridge])).exitCode === 0) return;
  const { bridge, hostAddress, prefixLength } = network;
  await must(['ip', 'link', 'add', bridge, 'type', 'bridge', 'forward_delay', '0', 'stp_state', '0']);
  const noDetection = hostAddress.includes(':') ? ['nodad'] : [];
  await must(['ip', 'address', 'add', `${hostAddress}/${prefixLength}`, 'dev', bridge, ...noDetection]);
  await must(['ip', 'link', 'set', bridge, 'up']);
}

export async function removeNetwork(network: Pick<Network, 'bridge'>): Promise<void> {
  await run(['ip', 'link', 'delete', network.bridge]);
}

/** The cable out of the socket, or back in it. */
export async function setCable(network: Network, plugged: boolean): Promise<void> {
  await must(['ip', 'link', 'set', network.port, plugged ? 'up' : 'down']);
}

/** systemd-networkd's file inside: no route and no resolver but for the one network. Addresses outlive a pulled cable. */
export function networkFile(network: Network): string {
  return `[Match]
Name=host0

[Network]
Address=${network.address}/${network.prefixLength}
LinkLocalAddressing=${network.address.includes(':') ? 'ipv6' : 'no'}
IPv6AcceptRA=no
LLMNR=no
MulticastDNS=no
ConfigureWithoutCarrier=yes
IgnoreCarrierLoss=yes
IPv6DuplicateAddressDetection=0
`;
}
