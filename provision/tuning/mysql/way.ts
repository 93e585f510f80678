import { isIP, isIPv6 } from 'node:net';
import { databaseWayMiB } from '../../capacity/memory.ts';
import { sandboxLines } from '../appliance/sandbox.ts';
import { heading, rootOwned, type TuningFile } from '../file.ts';
import { databaseSocketUnit, databaseWayUnit } from '../paths.ts';

/**
 * Carries bytes between the socket and the other server, by systemd's own program. Passwords and TLS pass through it as
 * they are; of all services that touch the data it alone reaches another machine, and where an address is known, no other.
 */
export const databaseWay: TuningFile = {
  id: 'mysql/way',
  title: 'Way to the database on another server',
  service: 'database',
  ...rootOwned,
  wanted: ({ database }) => database.there !== undefined,
  path: () => `/etc/systemd/system/${databaseWayUnit}`,
  render({ database, budget }) {
    const { host, port } = database.there ?? { host: 'localhost', port: 3306 };
    // Two pipes and two sockets each.
    const handles = 1024 + 6 * budget.connections.max;
    return [
      `# ${heading}`,
      '[Unit]',
      'Description=Way to the database of TeachTrack on another server',
      `Requires=${databaseSocketUnit}`,
      `After=${databaseSocketUnit} network-online.target`,
      'Wants=network-online.target',
      `PartOf=${databaseSocketUnit}`,
      'StartLimitIntervalSec=0',
      '',
      '[Service]',
      // It never says that it is ready: systemd would wait for it, and end it after a while with all its connections.
      'Type=exec',
      `ExecStart=/lib/systemd/systemd-socket-proxyd --connections-max=${budget.connections.max} ${isIPv6(host) ? `[${host}]` : host}:${port}`,
      'DynamicUser=yes',
      'Restart=on-failure',
      'RestartSec=1',
      `LimitNOFILE=${handles}`,
      `MemoryMax=${databaseWayMiB}M`,
      'OOMScoreAdjust=-500',
      ...sandboxLines([], 'lan'),
      ...(isIP(host) === 0 ? [] : ['IPAddressDeny=any', `IPAddressAllow=${host}`]),
      '',
    ].join('\n');
  },
  settings: () => [],
};
