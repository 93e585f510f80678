import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factCatalogue, factsForCheck } from '../../../provision/facts/catalogue.ts';
import { collectFacts } from '../../../provision/facts/collect.ts';
import { packageLocks } from '../../../provision/facts/package-locks.ts';
import type { Fact } from '../../../provision/model/fact.ts';
import { Secret } from '../../../provision/model/secret.ts';
import type { Command, Transport } from '../../../provision/model/transport.ts';
import { type CheckReport, judge, stopping } from '../../../provision/requirements/check.ts';
import { connectSsh } from '../../../provision/transport/ssh.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';
import { type PracticeServer, startPracticeServer } from '../../practice-server/practice-server.ts';

const started: PracticeServer[] = [];
const opened: Transport[] = [];
let large: PracticeServer;
let middle: PracticeServer;
let small: PracticeServer;

beforeAll(async () => {
  const one = { disk: 'ssd', diskSizeGiB: 256, linkSpeedMbps: 1000 } as const;
  started.push(
    ...(await Promise.all([
      startPracticeServer({}),
      startPracticeServer({ ...one, cores: 8, memoryMiB: 16_384 }),
      startPracticeServer({
        ...{ cores: 2, memoryMiB: 4096, disk: 'spinning', diskSizeGiB: 40, linkSpeedMbps: 100 },
        ...{ banner: 'noisy', noisyShell: true },
      }),
    ])),
  );
  [large, middle, small] = started as [PracticeServer, PracticeServer, PracticeServer];
});

afterAll(async () => {
  await Promise.all(opened.map((transport) => transport.close()));
  await Promise.all(started.map((server) => server.stop()));
});

describe('a check over SSH', () => {
  test('meets the tier of 2,000 on 16 cores and 32 GB, in one round trip', async () => {
    const report = await checked(large);
    expect(report).toMatchObject({ tierMet: 2000, goodFor: 2000 });
    expect(stopping(report)).toEqual([]);
  });

  test('offers the tier of 500 on 8 cores and 16 GB, through sudo with a password', async () => {
    const report = await checked(middle, 'anna');
    expect(report.tierMet).toBe(500);
    expect(stopping(report).map(({ id }) => id)).toEqual(['enough-cores', 'enough-memory']);
  });

  test('offers no tier on 2 cores and 4 GB, behind a noisy banner and a noisy shell', async () => {
    const report = await checked(small, 'nopass');
    expect(report).not.toHaveProperty('tierMet');
    expect(stopping(report).map(({ id }) => id)).toEqual(['enough-cores', 'enough-memory', 'enough-storage']);
  });

  test('can say something of everything on an ordinary server, but for what its host decides', async () => {
    const open = async () => {
      const { findings } = await checked(large);
      return findings.filter(({ verdict }) => verdict.kind === 'could-not-check').map(({ id }) => id);
    };
    // What is not told in a second and a half could not be checked: on a machine that is busy that may be anything.
    await expect.poll(open, { timeout: 600_000, interval: 500 }).toEqual(['clock-right']);
  });

  test('changes no file, and the measured write leaves only the date of its folder', async () => {
    const transport = await reach(large, 'root');
    await collectFacts(transport, factsForCheck);
    expect(
      await changedBy(
        factCatalogue.filter(({ writes }) => writes !== true),
        transport,
      ),
    ).toEqual([]);
    expect(await changedBy(factsForCheck, transport)).toEqual(['/var/lib']);
  });

  test('starts no service', async () => {
    const transport = await reach(large, 'root');
    const units = () =>
      large.mustExec(
        'systemctl list-units --all --plain --no-legend | grep -v "^session-\\|^user" | cut -d " " -f 1,4-',
      );
    const before = await units();
    await collectFacts(transport, factsForCheck);
    expect(await units()).toBe(before);
  });

  test('says who holds the package manager', async () => {
    const hold =
      'import fcntl, time; lock = open("/var/lib/dpkg/lock-frontend", "w"); fcntl.lockf(lock, fcntl.LOCK_EX); time.sleep(3600)';
    await middle.mustExec(['systemd-run', '--quiet', '--unit=holder', 'python3', '-c', hold]);
    await middle.mustExec(
      'until grep -q ":$(stat -c %i /var/lib/dpkg/lock-frontend) " /proc/locks; do sleep 0.1; done',
    );
    const facts = await collectFacts(await reach(middle, 'anna'), [packageLocks]);
    expect(facts.get(packageLocks)).toMatchObject({
      value: { holder: { command: expect.stringContaining('python3') } },
    });
  });
});

async function checked(server: PracticeServer, user: 'root' | 'anna' | 'nopass' = 'root'): Promise<CheckReport> {
  const transport = await reach(server, user);
  const commands: Command[] = [];
  const counted: Transport = {
    ...transport,
    run(command) {
      commands.push(command);
      return transport.run(command);
    },
  };
  const begun = performance.now();
  const facts = await collectFacts(counted, factsForCheck);
  const tookMs = performance.now() - begun;
  const report = judge(facts, { ...wanted, addresses: [server.address] }, { version: '0.1.0' });
  console.log(`${server.name} as ${user}: ${commands.length} command, ${Math.round(tookMs)} ms. ${report.sentence}`);
  expect(commands).toHaveLength(1);
  return report;
}

/** Files and folders of the server's own disk that differ in content, attributes or name afterwards. */
async function changedBy(facts: readonly Fact<unknown>[], transport: Transport): Promise<string[]> {
  await large.mustExec('touch /run/before; sleep 0.05');
  await collectFacts(transport, facts);
  const changed = await large.mustExec('find / -xdev \\( -newer /run/before -o -cnewer /run/before \\)');
  return changed.split('\n').filter((path) => path !== '');
}

async function reach(server: PracticeServer, user: 'root' | 'anna' | 'nopass'): Promise<Transport> {
  const { password, keyFile } = server.users[user];
  const transport = await connectSsh({
    ...{ host: server.address, port: server.port, user },
    credential: { kind: 'key-file', path: keyFile },
    hostKey: { fingerprint: server.hostKeyFingerprint, type: 'ssh-ed25519' },
    sudoPassword: new Secret(password),
  });
  opened.push(transport);
  return transport;
}
