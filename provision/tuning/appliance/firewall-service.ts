import { heading, rootOwned, type TuningFile } from '../file.ts';

export const firewallUnit = 'teachtrack-firewall.service';

/** Loads the proven rules before there is a network. Whoever flushes all rules by nftables' own service gets ours back. */
export const firewallService: TuningFile = {
  id: 'appliance/firewall-service',
  title: 'Firewall at the start of the server',
  service: 'appliance',
  ...rootOwned,
  path: () => `/etc/systemd/system/${firewallUnit}`,
  render: ({ paths }) =>
    [
      `# ${heading}`,
      '[Unit]',
      'Description=Firewall of TeachTrack',
      `ConditionPathExists=${paths.firewallRules}`,
      'DefaultDependencies=no',
      'Wants=network-pre.target',
      'Before=network-pre.target shutdown.target',
      'Conflicts=shutdown.target',
      'After=local-fs.target nftables.service',
      'PartOf=nftables.service',
      'ReloadPropagatedFrom=nftables.service',
      '',
      '[Service]',
      'Type=oneshot',
      'RemainAfterExit=yes',
      `ExecStart=/usr/sbin/nft -f ${paths.firewallRules}`,
      `ExecReload=/usr/sbin/nft -f ${paths.firewallRules}`,
      'ExecStop=-/usr/sbin/nft delete table inet teachtrack',
      'CapabilityBoundingSet=CAP_NET_ADMIN',
      'NoNewPrivileges=yes',
      'MemoryDenyWriteExecute=yes',
      'PrivateDevices=yes',
      'PrivateTmp=yes',
      'ProtectHome=yes',
      'ProtectSystem=strict',
      'RestrictAddressFamilies=AF_NETLINK AF_UNIX',
      'RestrictNamespaces=yes',
      'RestrictRealtime=yes',
      'SystemCallArchitectures=native',
      '',
      '[Install]',
      'WantedBy=sysinit.target',
      '',
    ].join('\n'),
  settings: () => [],
};
