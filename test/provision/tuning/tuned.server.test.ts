import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applianceUnits } from '../../../provision/tuning/appliance/target.ts';
import { tuningFiles } from '../../../provision/tuning/catalogue.ts';
import { databaseUnit, redisInstance } from '../../../provision/tuning/paths.ts';
import { compare } from '../../../provision/tuning/read-back.ts';
import { readBack, startTunedServer, type TunedServer, untilActive } from './tuned-server.ts';

const shown = [
  'max_connections',
  'innodb_buffer_pool_size',
  'thread_handling',
  'thread_pool_size',
  'innodb_log_file_size',
  'innodb_redo_log_capacity',
  'innodb_flush_method',
  'open_files_limit',
  'query_cache_type',
  'character_set_server',
  'maxmemory',
  'maxmemory-policy',
  'appendonly',
  'worker_connections',
  'net.core.somaxconn',
];

describe.each(['bookworm', 'trixie', 'sid'] as const)('the files on %s', (suite) => {
  let tuned: TunedServer;
  beforeAll(async () => {
    tuned = await startTunedServer(suite);
  });
  afterAll(async () => {
    await tuned?.server.stop();
  });

  test('every setting is in force in the running services', async () => {
    const expected = tuningFiles.flatMap((file) => file.settings(tuned.input));
    const groups = await readBack(tuned, expected);
    const compared = groups.map(({ settings, found }) => compare(settings, found));
    const { product, version } = tuned.input.database;
    console.log(
      [
        `${suite}: ${product} ${version}, Redis ${tuned.input.redis.version}, nginx ${tuned.input.nginx.version}`,
        ...groups.flatMap(({ source, settings, found }) =>
          settings
            .filter(({ name }) => shown.includes(name))
            .map(
              ({ name }) => `  ${source.kind === 'redis' ? source.socket : source.kind}  ${name} = ${found.get(name)}`,
            ),
        ),
        ...compared.flatMap((one) =>
          one.lawfullyDifferent.map((less) => `  lawfully ${less.name} = ${less.found}: ${less.why}`),
        ),
      ].join('\n'),
    );
    expect(expected.length).toBeGreaterThan(120);
    expect(compared.flatMap(({ different }) => different)).toEqual([]);
    const lawful = ['innodb_log_buffer_size', 'open_files_limit', 'thread_cache_size'];
    const others = compared.flatMap(({ lawfullyDifferent }) => lawfullyDifferent.map(({ name }) => name));
    expect(others.filter((name) => !lawful.includes(name))).toEqual([]);
  });

  test('the database starts without a word about a setting of ours', async () => {
    const { product } = tuned.input.database;
    const log =
      product === 'mysql'
        ? await tuned.server.mustExec(['cat', '/var/log/mysql/error.log'])
        : await tuned.server.mustExec(['journalctl', '-q', '-o', 'cat', '-u', databaseUnit({ product })]);
    const said = log.split('\n').filter((line) => /\[(Warning|ERROR)\]/.test(line) && !isOfTheMachine(line));
    expect(said.filter((line) => !isKnownToGo(line))).toEqual([]);
  });

  test('nginx has nothing to say about its configuration', async () => {
    const tested = await tuned.server.exec(['nginx', '-t', '-c', tuned.input.paths.nginxConfig]);
    expect(tested.stderr.split('\n').filter((line) => /\[(warn|error|emerg)\]/.test(line))).toEqual([]);
    expect(tested.exitCode).toBe(0);
  });

  test('nobody but the web server and the appliance may reach the sockets', async () => {
    const modes = await tuned.server.mustExec([
      'stat',
      '--format=%U %G %a %n',
      redisInstance('queue').socket,
      redisInstance('cache').socket,
      '/run/teachtrack/api-1.sock',
      redisInstance('queue').config,
    ]);
    expect(modes.split('\n').map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'redis redis 770',
      'redis redis 770',
      'teachtrack www-data 660',
      'root redis 640',
    ]);
    const listening = await tuned.server.mustExec("ss -Hltn | awk '{print $4}' | sort -u");
    expect(listening).not.toContain(':6379');
    expect(listening.split('\n').filter((one) => /:(3306|33060|9330)$/.test(one))).toEqual([
      '127.0.0.1:3306',
      '127.0.0.1:9330',
    ]);
  });

  test('the appliance runs in its sandbox, which is judged safe', async () => {
    const answer = JSON.parse(await tuned.server.mustExec(['curl', '-sf', 'http://127.0.0.1/health']));
    expect(answer).toMatchObject({
      ...{ secret: true, scrypt: 16, thread: 1, database: true, queue: true, cache: true },
      settings: 'Africa/Nairobi',
    });
    const units = ['teachtrack-api@1.service', 'teachtrack-worker@1.service'];
    for (const unit of units) {
      const said = await tuned.server.mustExec(`systemd-analyze security --no-pager ${unit} | tail -n 1`);
      const exposure = Number(/level for \S+: (\d+\.\d+)/.exec(said)?.[1]);
      console.log(`${suite}: ${unit} exposure ${exposure}`);
      expect(exposure).toBeLessThanOrEqual(1.5);
    }
    const verified = await tuned.server.exec([
      'systemd-analyze',
      'verify',
      ...applianceUnits(tuned.input).slice(0, 1),
      ...units,
      'teachtrack.target',
    ]);
    expect(`${verified.stdout}${verified.stderr}`.split('\n').filter((line) => line.includes('teachtrack'))).toEqual(
      [],
    );
  });

  test('what is killed comes back by itself', async () => {
    const units = [
      'nginx.service',
      databaseUnit(tuned.input.database),
      redisInstance('queue').unit,
      redisInstance('cache').unit,
      'teachtrack-api@1.service',
      'teachtrack-worker@1.service',
    ];
    const pids = () => tuned.server.mustExec(['systemctl', 'show', '--value', '--property=MainPID', ...units]);
    const before = (await pids()).split(/\s+/);
    expect(before).toHaveLength(units.length);
    // A child may be gone before its turn: then kill says so, and has still sent all the others theirs.
    await tuned.server.exec(`kill -KILL ${before.map((pid) => `${pid} $(pgrep -P ${pid})`).join(' ')}`);
    await untilActive(tuned.server, units);
    expect((await pids()).split(/\s+/).filter((pid) => pid === '0' || before.includes(pid))).toEqual([]);
    expect(await tuned.server.mustExec(['curl', '-sf', 'http://127.0.0.1/api/v1/x'])).toBe('{}');
  });

  test('an instance that stops takes no request with it, and all of them stopped is said so', async () => {
    const { server, input } = tuned;
    const sockets = applianceUnits(input).filter((unit) => unit.includes('teachtrack-api@') && !unit.includes('@8.'));
    await server.mustExec(`systemctl stop ${sockets.join(' ')}`);
    const codes = await server.mustExec(
      'for i in 1 2 3 4 5 6; do curl -s -o /dev/null -w "%{http_code} " http://127.0.0.1/api/v1/x; done',
    );
    expect(codes.trim()).toBe('200 200 200 200 200 200');
    await server.mustExec('systemctl stop teachtrack-api@8.socket teachtrack-api@8.service');
    const down = await server.mustExec('curl -sk -D - https://127.0.0.1/api/v1/x');
    expect(down).toMatch(/^HTTP\/2 503/);
    expect(down.toLowerCase()).toContain('retry-after: 5');
    expect(JSON.parse(down.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: 503, code: 'unavailable' });
    expect(await server.mustExec('curl -sf http://127.0.0.1/ && curl -sf http://127.0.0.1/ca.crt')).toMatch(
      /<title>TeachTrack<\/title>[\s\S]*BEGIN CERTIFICATE/,
    );
  });
});

/** Limits of the machine below, and what the distribution's own files cause. */
function isOfTheMachine(line: string): boolean {
  return /max_open_files|max_connections: |expire[_-]logs|skip-name-resolve mode|initialize-insecure|self signed|mysql_admin|SSL library error|sched_setaffinity|io_uring/i.test(
    line,
  );
}

/** MySQL says so from the version on in which we need it: see the directives. */
function isKnownToGo(line: string): boolean {
  return line.includes("'--innodb_native_foreign_keys' is deprecated");
}
