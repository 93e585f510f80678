import type { Directive } from '../directive.ts';
import { expectedSettings } from '../directive.ts';
import { heading, rootOwned, type TuningFile, type TuningInput } from '../file.ts';

export const kernelSysctl: TuningFile = {
  id: 'kernel/sysctl',
  title: 'Kernel settings',
  service: 'kernel',
  ...rootOwned,
  path: () => '/etc/sysctl.d/60-teachtrack.conf',
  render: (input) =>
    [`# ${heading}`, ...kernelDirectives(input).map(({ name, text }) => `${name} = ${text}`), ''].join('\n'),
  settings: (input) => expectedSettings(kernelDirectives(input), { kind: 'sysctl' }),
};

/** Network values belong to the network of the server or container, the others to the whole kernel. */
function kernelDirectives({ budget: { web } }: TuningInput): readonly Directive[] {
  return [
    { name: 'net.core.somaxconn', text: String(web.somaxconn) },
    { name: 'net.ipv4.tcp_max_syn_backlog', text: String(web.somaxconn) },
    { name: 'net.ipv4.ip_local_port_range', text: '10240 65000' },
    { name: 'net.ipv4.tcp_fin_timeout', text: '30' },
    { name: 'net.ipv4.tcp_keepalive_time', text: '300' },
    ...Object.entries(ofTheHost).map(([name, value]) => ({ name, text: String(value), ofTheHost: true })),
  ];
}

const ofTheHost = {
  'net.core.netdev_max_backlog': 16_384,
  'vm.swappiness': 10,
  'vm.overcommit_memory': 1,
  'vm.dirty_background_ratio': 5,
  'vm.dirty_ratio': 10,
  'fs.aio-max-nr': 1_048_576,
} as const;
