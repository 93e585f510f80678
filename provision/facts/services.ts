import type { Fact } from '../model/fact.ts';
import { columns, lines, section, sections } from './text.ts';

type ServiceKind = 'database' | 'redis' | 'nginx' | 'other-web-server' | 'containers';

/** A unit of a service that matters to us, as systemd knows it. */
type Service = {
  readonly unit: string;
  readonly kind: ServiceKind;
  readonly running: boolean;
  /** `enabled`, `disabled`, `masked`, `masked-runtime` … */
  readonly enabled: string;
};

type ServicePackage = { readonly name: string; readonly version: string; readonly kind: ServiceKind };

export type Services = { readonly units: readonly Service[]; readonly packages: readonly ServicePackage[] };

const unitKinds: Readonly<Record<string, ServiceKind>> = {
  'mariadb.service': 'database',
  'mysql.service': 'database',
  'mysqld.service': 'database',
  'redis-server.service': 'redis',
  'valkey-server.service': 'redis',
  'nginx.service': 'nginx',
  'apache2.service': 'other-web-server',
  'lighttpd.service': 'other-web-server',
  'caddy.service': 'other-web-server',
  'docker.service': 'containers',
};

const packageKinds: readonly (readonly [RegExp, ServiceKind])[] = [
  [/^(mariadb-server|mysql-(community-)?server|percona-server-server)(-[\d.]+)?$/, 'database'],
  [/^(redis-server|valkey-server|valkey)$/, 'redis'],
  [/^nginx(-core|-full|-light|-extras)?$/, 'nginx'],
  [/^(apache2|lighttpd|caddy)$/, 'other-web-server'],
  [/^(docker\.io|docker-ce|podman|moby-engine)$/, 'containers'],
];

/** Units that are not loaded and packages that are not installed are not listed. */
export const services: Fact<Services> = {
  id: 'services',
  title: 'Services already there',
  waits: true,
  script: `
echo '== units'
systemctl show --property=Id,LoadState,ActiveState,UnitFileState ${Object.keys(unitKinds).join(' ')} || echo missing
echo '== packages'
if command -v dpkg-query >/dev/null; then
  dpkg-query -W -f '\${Package}\\t\${Version}\\t\${db:Status-Status}\\n' 'mariadb-server*' 'mysql-*server*' 'percona-server*' redis-server 'valkey*' 'nginx*' apache2 lighttpd caddy docker.io docker-ce podman moby-engine
fi
exit 0`,
  parse(stdout) {
    const found = sections(stdout);
    const units = section(found, 'units');
    if (/^missing$/m.test(units)) throw new Error('systemctl is missing or systemd does not answer');
    return {
      // An alias such as mysql.service answers with the unit behind it.
      units: [
        ...new Map(
          units
            .split(/\n\s*\n/)
            .flatMap(unit)
            .map((one) => [one.unit, one]),
        ).values(),
      ],
      packages: lines(section(found, 'packages')).flatMap(installed),
    };
  },
};

function unit(block: string): Service[] {
  const read = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(block)?.[1] ?? '';
  const kind = unitKinds[read('Id')];
  if (kind === undefined || read('LoadState') === 'not-found') return [];
  const state = read('ActiveState');
  return [
    {
      unit: read('Id'),
      kind,
      running: state === 'active' || state === 'reloading',
      enabled: read('UnitFileState') || 'unknown',
    },
  ];
}

function installed(line: string): ServicePackage[] {
  const [name = '', version = '', status] = columns(line);
  const kind = packageKinds.find(([pattern]) => pattern.test(name))?.[1];
  return kind === undefined || status !== 'installed' ? [] : [{ name, version, kind }];
}
