import { appendFileSync, cpSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaceFinding } from '../../installer/contract/shapes/finding.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { builtBundle } from './built-bundle.ts';
import type { Finished } from './command.ts';
import { diskDifferences, type FilesOnDisk, filesOnDisk } from './files-on-disk.ts';
import { jsonLines, Laptop } from './laptop.ts';
import { leftBehind } from './what-stays.ts';

/** A new one for each server: another server at an address that was seen before would be refused, as it should. */
let laptop: Laptop;
let bundle: string;
beforeAll(async () => {
  bundle = (await builtBundle()).path;
});

/** The stable code that the program showed, and its exit code. */
function refusal({ exitCode, stdout }: Finished) {
  const line = stdout.split('\n').find((one) => one.startsWith('{"error"')) ?? '{"error":{}}';
  const { code, evidence = [] } = (JSON.parse(line) as { error: { code?: string; evidence?: string[] } }).error;
  return { exitCode, code, evidence };
}

const refused = async (...args: readonly string[]) => refusal(await laptop.run([...args, '--json']));

describe('a server that is well', () => {
  let server: PracticeServer;
  let before: FilesOnDisk;

  beforeAll(async () => {
    laptop = new Laptop();
    server = await startPracticeServer();
    before = await filesOnDisk(server);
  });
  afterAll(async () => {
    laptop.remove();
    await server?.stop();
  });

  const key = () => ['--host-key', server.hostKeyFingerprint];
  const ssh = (argument: string) =>
    server.mustExec(
      // By the name that sshd gives itself: of a process that is gone by then the journal does not know the unit.
      `journalctl --sync; journalctl -t sshd -t sshd-session --no-pager | grep -c '${argument}' || true`,
    );

  test.each([
    ['a name that nobody has', () => ['status', 'anna@no-such-server.invalid'], 'TT-SSH-01'],
    ['a port that nobody listens on', () => ['status', `anna@${server.address}:2`], 'TT-SSH-02'],
    ['an identity that nobody confirmed', () => ['status', `anna@${server.address}`], 'TT-SSH-04'],
  ] as const)('is not reached by %s', async (_name, args, code) => {
    const password = laptop.file('any.password', 'never sent');
    expect(await refused(...args(), '--password-file', password)).toMatchObject({ exitCode: 4, code });
  });

  test('lets nobody in with a wrong password or user, and is asked once only', async () => {
    const wrong = laptop.file('wrong.password', 'not the password');
    for (const user of ['anna', 'nobody-here'])
      expect(await refused('status', `${user}@${server.address}`, '--password-file', wrong, ...key())).toMatchObject({
        exitCode: 4,
        code: 'TT-SSH-06',
      });
    expect(await ssh('Failed password')).toBe('2');
  });

  test('is not even reached with a key file that cannot be used', async () => {
    const { anna } = server.users;
    const ppk = laptop.file('putty.ppk', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\n');
    const wrong = laptop.file('wrong.passphrase', 'not the passphrase');
    const to = ['status', `anna@${server.address}`, ...key()];
    const signedIn = await ssh('Connection closed by authenticating\\|Failed publickey');
    for (const args of [
      ['--key', join(laptop.folder, 'no-such-key')],
      ['--key', `${anna.keyFile}.pub`],
      ['--key', ppk],
      ['--key', anna.lockedKeyFile],
      ['--key', anna.lockedKeyFile, '--passphrase-file', wrong],
    ])
      expect(await refused(...to, ...args)).toMatchObject({ exitCode: 4, code: 'TT-SSH-07' });
    expect(await ssh('Connection closed by authenticating\\|Failed publickey')).toBe(signedIn);
    const right = laptop.file('right.passphrase', anna.passphrase);
    expect(await refused(...to, '--key', anna.lockedKeyFile, '--passphrase-file', right)).toMatchObject({
      exitCode: 4,
      code: 'TT-SUDO-03',
    });
  });

  test('is left alone when sudo is not for this user, or its password is wrong', async () => {
    expect(await refused('status', ...laptop.to(server, 'plain'))).toMatchObject({ exitCode: 4, code: 'TT-SUDO-02' });
    const wrong = laptop.file('wrong.password', 'not the password');
    expect(await refused('status', ...laptop.to(server, 'anna'), '--sudo-password-file', wrong)).toMatchObject({
      exitCode: 4,
      code: 'TT-SUDO-04',
    });
  });

  test('gets nothing from a bundle that is damaged, truncated or signed by another', async () => {
    const broken = (name: string, harm: (folder: string) => void) => {
      const folder = join(laptop.folder, name, 'teachtrack-0.1.0');
      cpSync(bundle, folder, { recursive: true });
      harm(folder);
      return folder;
    };
    const packages = (folder: string) =>
      join(folder, readdirSync(folder).find((name) => name === 'packages-bookworm.tar') ?? '');
    const cases = [
      ['TT-BUNDLE-02', broken('truncated', (folder) => truncateSync(packages(folder), 1_000_000))],
      ['TT-BUNDLE-03', broken('changed', (folder) => appendFileSync(join(folder, 'manifest.json'), ' '))],
      [
        'TT-BUNDLE-03',
        broken('foreign', (folder) => writeFileSync(join(folder, 'manifest.json.sig'), Buffer.alloc(64, 7))),
      ],
      ['TT-BUNDLE-01', join(laptop.folder, 'nowhere')],
    ] as const;
    // Nobody listens there: it is refused before any server is asked.
    for (const [code, folder] of cases)
      expect(await refused('install', `anna@${server.address}:2`, ...key(), '--bundle', folder, '--yes')).toMatchObject(
        { exitCode: 2, code },
      );
  });

  test('is asked nothing on the word of an answers file with unknown or bad fields', async () => {
    const answers = laptop.file('answers.yaml', 'version: 1\ntier: 300\ncolour: blue\nnames: ["no name"]\n');
    const { exitCode, code, evidence } = await refused('check', ...laptop.to(server), '--answers', answers);
    expect({ exitCode, code }).toEqual({ exitCode: 2, code: 'TT-ANSWERS-01' });
    expect(evidence.map((line) => line.split(':')[0]).sort()).toEqual(['colour', 'names.0', 'tier']);
    expect(await refused('check', ...laptop.to(server), '--tier', '17')).toMatchObject({ exitCode: 2 });
    expect(await refused('install', ...laptop.to(server), '--bundle', bundle, '--accept', 'x')).toMatchObject({
      exitCode: 2,
      code: 'TT-ANSWERS-01',
    });
  });

  test('was not changed by any of it', async () => {
    expect(diskDifferences(before, await filesOnDisk(server), leftBehind.nothing)).toEqual({
      ...{ added: [], removed: [], changed: [] },
    });
  });

  test('that shows another host key is a hard stop: nothing is sent to it', async () => {
    await laptop.run(['status', ...laptop.to(server)]);
    await server.mustExec('rm /etc/ssh/ssh_host_*; ssh-keygen -q -A; systemctl restart ssh');
    const tried = await ssh('Failed\\|Accepted');
    const secret = laptop.file('right.password', server.users.anna.password);
    const again = await refused('status', `anna@${server.address}`, '--password-file', secret);
    expect(again).toMatchObject({ exitCode: 4, code: 'TT-SSH-05' });
    expect(again.evidence.join()).toContain(server.hostKeyFingerprint);
    expect(await refused('status', ...laptop.to(server))).toMatchObject({ exitCode: 4, code: 'TT-SSH-05' });
    expect(await ssh('Failed\\|Accepted')).toBe(tried);
  });
});

describe('a server that is too small and has something of somebody else', () => {
  let server: PracticeServer;

  beforeAll(async () => {
    laptop = new Laptop();
    server = await startPracticeServer({
      cores: 2,
      memoryMiB: 4_096,
      preinstalled: ['mysql-with-data'],
      packages: ['ufw', 'firewalld'],
    });
    await server.mustExec('systemd-run --quiet --unit=stranger python3 -m http.server 80');
    await server.mustExec('until ss -Hltn sport = :80 | grep -q .; do sleep 0.1; done');
  });
  afterAll(async () => {
    laptop.remove();
    await server?.stop();
  });

  const books = () => server.mustExec(['mysql', '--batch', '-e', 'CHECKSUM TABLE school_library.books']);
  const install = (...args: readonly string[]) =>
    refused('install', ...laptop.to(server), '--bundle', bundle, '--yes', ...args);

  test('is refused with all that stands in the way, and nothing of it is touched', async () => {
    const [before, data] = [await filesOnDisk(server), await books()];
    const { exitCode, code, evidence } = await install();
    expect({ exitCode, code }).toMatchObject({ exitCode: 3 });
    for (const id of ['enough-cores', 'enough-memory', 'no-foreign-database', 'ports-free'])
      expect(evidence.join('\n')).toContain(`(${id})`);
    expect(evidence.join('\n')).toMatch(/80.*python3/);
    expect(await books()).toBe(data);
    const live = [...leftBehind.nothing, /^\/var\/lib\/mysql(\/.*)?$/];
    expect(diskDifferences(before, await filesOnDisk(server), live)).toEqual({ added: [], removed: [], changed: [] });
  });

  test('keeps the data of somebody else in its way whatever reason is given', async () => {
    const accepted = ['enough-cores', 'enough-memory', 'no-foreign-database', 'ports-free'].map(
      (id) => `${id}=We were told to go on regardless`,
    );
    const { exitCode, code } = await install('--tier', '150', '--accept', ...accepted);
    expect({ exitCode, code }).toEqual({ exitCode: 3, code: 'TT-DATA-01' });
    expect(await books()).toContain('school_library.books');
  });

  // What a firewall's program does not tell in a second and a half could not be checked.
  const patient = { timeout: 600_000, interval: 500 };
  const firewallLine = async () => {
    const { stdout } = await laptop.run(['check', ...laptop.to(server), '--json']);
    const [said] = jsonLines<{ report: { findings: FaceFinding[] } }>(stdout, 'report');
    return said?.report.findings.find(({ id }) => id === 'firewall-open')?.verdict;
  };

  test('with a firewall of its administrator is told what to open in it, and that it is open when it is', async () => {
    await server.mustExec('systemctl disable --now firewalld; ufw allow 22/tcp && ufw --force enable');
    await expect.poll(firewallLine, patient).toMatchObject({
      kind: 'could-be-better',
      measured: 'the firewall ufw is on',
      fix: expect.stringContaining('sudo ufw allow 80/tcp; sudo ufw allow 443/tcp'),
    });
    await server.mustExec('ufw allow 80,443/tcp');
    await expect
      .poll(firewallLine, patient)
      .toMatchObject({ kind: 'good', measured: expect.stringContaining('ufw is on') });
    await server.mustExec('ufw disable && systemctl start firewalld && firewall-cmd --add-service=http');
    await expect
      .poll(firewallLine, patient)
      .toMatchObject({ kind: 'could-be-better', measured: 'the firewall firewalld is on' });
    await server.mustExec('firewall-cmd --add-port=443/tcp');
    await expect
      .poll(firewallLine, patient)
      .toMatchObject({ kind: 'good', measured: expect.stringContaining('firewalld is on') });
    await server.mustExec('systemctl stop firewalld');
  });

  test('of a system that is not supported is told so first of all', async () => {
    await server.mustExec(`printf 'ID=other\\nVERSION_ID="1"\\nPRETTY_NAME="Other Linux 1"\\n' >/usr/lib/os-release`);
    const checked = await laptop.run(['check', ...laptop.to(server)]);
    expect(checked.exitCode).toBe(3);
    expect(checked.stdout).toContain('Other Linux 1');
    const { exitCode, evidence } = await install();
    expect(exitCode).toBe(3);
    expect(evidence.join('\n')).toContain('(supported-system)');
  });
});
