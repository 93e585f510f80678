import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../provision/model/json.ts';
import type { Step } from '../../../provision/model/step.ts';
import type { Transport } from '../../../provision/model/transport.ts';
import { waitForLocks } from '../../../provision/ops/apt/lock.ts';
import { liftMasks, maskUnits } from '../../../provision/ops/apt/masks.ts';
import { steps } from '../../../provision/steps/catalogue.ts';
import { validateDatabase } from '../../../provision/steps/mysql/tuned.ts';
import { serviceTuned } from '../../../provision/steps/service-tuned.ts';
import { databaseServer } from '../../../provision/tuning/mysql/server.ts';
import { databaseUnit, redisInstance } from '../../../provision/tuning/paths.ts';
import { redisQueue } from '../../../provision/tuning/redis/queue.ts';
import { rejectsWith } from '../../conformance/transport/given.ts';
import { type PracticeServer, startPracticeServer } from '../../practice-server/practice-server.ts';
import { newPass, reachAsRoot } from './given-server.ts';

const { socket, config, unit } = redisInstance('queue');
let server: PracticeServer;
let transport: Transport;

beforeAll(async () => {
  server = await startPracticeServer({
    cores: 4,
    memoryMiB: 8192,
    packages: ['mariadb-server', 'redis-server', 'nginx'],
  });
  transport = await reachAsRoot(server);
});
afterAll(async () => {
  await transport?.close();
  await server?.stop();
});

function stepOf(id: string): Step {
  const step = steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(`there is no step ${id}`);
  return step;
}

/** Checks, applies when something is pending, checks again; gives the receipt. */
async function reach(step: Step): Promise<JsonObject> {
  const before = await step.check(newPass(transport));
  if (before.kind === 'satisfied') return {};
  await step.apply(newPass(transport), before.receipt);
  const after = await step.check(newPass(transport));
  expect(after, step.id).toMatchObject({ kind: 'satisfied' });
  return before.receipt;
}

describe('the package manager', () => {
  test('is waited for while somebody else uses it, and they are named', async () => {
    // As apt does it: a lock of fcntl(2) on the whole file. It says by a file that it has it, and lets go when told.
    const hold = `use Fcntl; open my $f, ">", "/var/lib/dpkg/lock-frontend" or die $!;
my $all = pack("s s x![l!] l! l! i", F_WRLCK, 0, 0, 0, 0); fcntl($f, F_SETLK, $all) or die $!;
mkdir "/run/holds" or die $!; select undef, undef, undef, 0.05 until -e "/run/let-go"`;
    const holding = server.mustExec(['perl', '-e', hold], { timeoutMs: 300_000 });
    const holds = server.mustExec('until [ -d /run/holds ]; do sleep 0.1; done', { timeoutMs: 300_000 });
    await Promise.race([holds, holding]);
    await rejectsWith('TT-APT-01', waitForLocks(newPass(transport), 1000));
    const said: string[] = [];
    const pass = newPass(transport, said);
    let letGo: Promise<unknown> | undefined;
    const say = (line: string) => {
      pass.say(line);
      letGo ??= server.mustExec('touch /run/let-go');
    };
    await waitForLocks({ ...pass, say });
    expect(said[0]).toMatch(/process \d+ uses it \(perl/);
    await Promise.all([letGo, holding]);
  });

  test('starts no service while ours are masked, and an administrator’s own mask outlives it', async () => {
    await server.mustExec('systemctl stop nginx; systemctl mask --runtime nginx.service');
    await maskUnits(newPass(transport), ['mariadb.service', 'nginx.service']);
    await server.mustExec('systemctl stop mariadb');
    expect((await server.exec('systemctl start mariadb')).exitCode).not.toBe(0);
    await liftMasks(newPass(transport), []);
    expect(await server.mustExec('systemctl is-enabled nginx || true')).toBe('masked-runtime');
    expect(await server.mustExec('systemctl is-enabled mariadb; ls /run/teachtrack')).toBe('enabled');
    await server.mustExec('systemctl unmask --runtime nginx.service; systemctl start mariadb nginx');
  });
});

describe('what belongs to somebody else', () => {
  test('a folder of our name stops the plan', async () => {
    await server.mustExec('mkdir -p /etc/teachtrack && echo mine > /etc/teachtrack/notes');
    await rejectsWith('TT-DATA-01', stepOf('os/folders').check(newPass(transport)));
    await server.mustExec('rm -r /etc/teachtrack');
  });

  test('a database server with databases stops the plan, also while it is down', async () => {
    await server.mustExec('mariadb -e "CREATE DATABASE school_library"; systemctl stop mariadb');
    const error = await rejectsWith('TT-DATA-01', stepOf('mysql/tuned').check(newPass(transport)));
    expect(error.message).toContain('school_library');
    await server.mustExec('systemctl start mariadb; mariadb -e "DROP DATABASE school_library"');
  });
});

describe('folders, account, secrets and kernel', () => {
  test('are reached, found again, and put back', async () => {
    const look =
      'getent passwd teachtrack; ls -ldR /etc/teachtrack /opt/teachtrack 2>/dev/null; sysctl -n net.core.somaxconn; ls /etc/sysctl.d';
    const before = (await server.exec(look)).stdout;
    const ids = ['os/account', 'os/folders', 'secrets/created', 'kernel/sysctl', 'kernel/huge-pages'];
    const receipts = new Map<string, JsonObject>();
    for (const id of ids) receipts.set(id, await reach(stepOf(id)));
    expect(await server.mustExec('stat -c "%a %U" /etc/teachtrack/secrets/database-password')).toBe('600 root');
    const secret = await server.mustExec('cat /etc/teachtrack/secrets/database-password');
    expect(JSON.stringify([...receipts.values()])).not.toContain(secret);
    for (const id of [...ids].reverse())
      await stepOf(id).undo({ ...newPass(transport), removeData: true }, receipts.get(id) ?? {});
    expect((await server.exec(look)).stdout).toBe(before);
    for (const id of ids) await reach(stepOf(id));
  });

  test('a secret that others could read is closed again, and is the same one', async () => {
    const path = '/etc/teachtrack/secrets/session-key';
    const secret = await server.mustExec(`cat ${path}; chmod 0644 ${path}; chown nobody ${path}`);
    const check = await stepOf('secrets/created').check(newPass(transport));
    expect(check).toMatchObject({ changes: [{ kind: 'setting', of: path, from: 'nobody:root 644' }] });
    await reach(stepOf('secrets/created'));
    expect(await server.mustExec(`stat -c '%a %U' ${path}; cat ${path}`)).toBe(`600 root\n${secret}`);
  });
});

describe('a service that does not take its settings', () => {
  test('a file that the server refuses never takes the place of the old one', async () => {
    await reach(stepOf('mysql/tuned'));
    const before = await server.mustExec('cat /etc/mysql/mariadb.conf.d/zz-teachtrack.cnf');
    const broken = stepWith({
      ...databaseServer,
      render: (input) => `${databaseServer.render(input)}no_such_setting=1\n`,
    });
    const check = await broken.check(newPass(transport));
    if (check.kind !== 'pending') throw new Error('nothing is pending');
    const error = await rejectsWith('TT-CONFIG-01', broken.apply(newPass(transport), check.receipt));
    expect(error.evidence.join('\n')).toContain('no_such_setting');
    expect(await server.mustExec('cat /etc/mysql/mariadb.conf.d/zz-teachtrack.cnf')).toBe(before);
  });

  test('one that fails only when it starts is taken back, and the service is up again with its data', async () => {
    await reach(stepOf('redis/queue-tuned'));
    await reach(stepOf('redis/queue-serving'));
    await server.mustExec(`redis-cli -s ${socket} SET lesson 7; cat ${config} > /run/before`);
    const broken = serviceTuned({
      ...{ id: 'redis/queue-tuned', title: 'queue', needs: [], seconds: 1, of: 'the queue server' },
      files: [{ ...redisQueue, render: (input) => `${redisQueue.render(input)}activedefrag yes\n` }],
      unit: () => unit,
      take: 'restart',
    });
    const said: string[] = [];
    const check = await broken.check(newPass(transport));
    if (check.kind !== 'pending') throw new Error('nothing is pending');
    await rejectsWith('TT-SERVICE-01', broken.apply(newPass(transport, said), check.receipt));
    expect(said.join()).toContain('putting the earlier ones back');
    expect(await server.mustExec(`cmp ${config} /run/before; redis-cli -s ${socket} GET lesson`)).toBe('7');
    expect(await stepOf('redis/queue-tuned').check(newPass(transport))).toMatchObject({ kind: 'satisfied' });
  });

  test('what an administrator masked is explained', async () => {
    await server.mustExec(`systemctl stop ${unit}; systemctl mask ${unit}`);
    await rejectsWith('TT-SERVICE-02', stepOf('redis/queue-serving').check(newPass(transport)));
    await server.mustExec(`systemctl unmask ${unit}`);
    await reach(stepOf('redis/queue-serving'));
  });

  test('a file that somebody changed by hand is shown as a difference and put back', async () => {
    await server.mustExec(`sed -i s/noeviction/allkeys-lru/ ${config}`);
    const check = await stepOf('redis/queue-tuned').check(newPass(transport));
    expect(check).toMatchObject({ kind: 'pending', changes: [{ kind: 'file', path: config, action: 'replace' }] });
    expect(JSON.stringify(check)).toContain('-maxmemory-policy allkeys-lru');
    await reach(stepOf('redis/queue-tuned'));
    expect(await server.mustExec(`redis-cli -s ${socket} GET lesson`)).toBe('7');
  });
});

describe('our data in a database server that was there before', () => {
  test('is removed with the copies beside it while the server stands still, and never told as gone when it cannot be', async () => {
    const mark = '/var/lib/teachtrack/.database-made-by-teachtrack';
    const [ours, theirs] = [['teachtrack', 'teachtrack_drill', 'teachtrack_school'], 'library'];
    const sql = [...ours, theirs].map((name) => `CREATE DATABASE ${name};`).join(' ');
    await server.mustExec(['mariadb', '-e', `${sql} CREATE USER teachtrack@localhost; CREATE USER library@localhost;`]);
    await server.mustExec(`mkdir -p ${dirname(mark)}; touch ${mark}; systemctl stop mariadb; systemctl mask mariadb`);
    const undo = async (id: string, receipt: JsonObject) =>
      stepOf(id).undo({ ...newPass(transport), removeData: true }, receipt);
    const undone = [
      () => undo('mysql/accounts', { teachtrack: 'made by us', library: 'existed' }),
      () => undo('mysql/database', { existed: false }),
    ];
    for (const one of undone) {
      const { message } = await rejectsWith('TT-DB-01', one());
      expect(message).toMatch(/cannot be removed from it.* Start it .*systemctl unmask mariadb\.service/);
    }
    await server.mustExec(`test -e ${mark} && systemctl unmask mariadb`);
    for (const one of undone) await one();
    expect(await server.mustExec(`systemctl is-active mariadb || true; ls ${mark} 2>/dev/null || true`)).toBe(
      'inactive',
    );
    await server.mustExec('systemctl start mariadb');
    const left =
      "SHOW DATABASES LIKE 'teachtrack%'; SHOW DATABASES LIKE 'library'; SELECT user FROM mysql.user WHERE user IN ('teachtrack', 'library')";
    expect(await server.mustExec(['mariadb', '-N', '-e', left])).toBe('library\nlibrary');
  });
});

/** The database's own step with another file: it validates with the real server before it swaps. */
function stepWith(file: typeof databaseServer): Step {
  const real = stepOf('mysql/tuned');
  return serviceTuned({
    ...{ id: real.id, title: real.title, needs: [], seconds: 1, of: 'database', take: 'restart', files: [file] },
    unit: ({ database }) => databaseUnit(database),
    validate: validateDatabase,
  });
}
