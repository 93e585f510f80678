import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeAtOnce } from './host/claim.ts';
import { serverPaths } from './host/paths.ts';
import { run } from './host/run.ts';
import { openPracticeServer, type PracticeServer, startPracticeServer, type UserName } from './practice-server.ts';
import { listRecords, sweep } from './registry.ts';
import { fromAnySnapshot } from './snapshot.ts';

let large: PracticeServer;
let odd: PracticeServer;

beforeAll(async () => {
  [large, odd] = await Promise.all([
    startPracticeServer({ cores: 16, memoryMiB: 32_768, disk: 'nvme', linkSpeedMbps: 10_000 }),
    startPracticeServer({
      ...{ cores: 2, memoryMiB: 4_096, disk: 'spinning', diskSizeGiB: 40, linkSpeedMbps: 100 },
      ...{ banner: 'noisy', noisyShell: true, sshPort: 2222, ipv6Only: true, noexecTmp: true },
      ...{ hostname: 'Müller_Schule 7', osRelease: 'ID=other\nVERSION_ID="1"\nPRETTY_NAME="Other Linux 1"\n' },
    }),
  ]);
});

afterAll(() => Promise.all([large?.stop(), odd?.stop()]));

describe('a practice server', () => {
  test('runs with no failed unit, and has no way to anywhere but this machine', async () => {
    expect(await large.mustExec(['systemctl', 'is-system-running'])).toBe('running');
    expect(await large.mustExec(['ip', 'route'])).not.toContain('default');
    expect(await large.mustExec(['cat', '/etc/resolv.conf'])).toBe('');
  });

  test('presents itself as the machine that was asked for', async () => {
    expect(await large.mustExec('grep -c ^processor /proc/cpuinfo; getconf _NPROCESSORS_ONLN')).toBe('16\n16');
    expect(await large.mustExec("awk '/^MemTotal/ {print $2}' /proc/meminfo")).toBe(String(32_768 * 1024));
    expect(await large.mustExec(['cat', '/sys/class/net/host0/speed'])).toBe('10000');
    const disk = JSON.parse(await large.mustExec(['lsblk', '--json', '--output', 'name,rota,type,mountpoint,size']));
    expect(disk.blockdevices).toEqual([
      {
        ...{ name: 'nvme0n1', rota: false, type: 'disk', mountpoint: null, size: '512G' },
        children: [{ name: 'nvme0n1p1', rota: false, type: 'part', mountpoint: '/', size: '512G' }],
      },
    ]);
  });

  test('has a disk of the size that was asked for, which can be full', async () => {
    const gibibytes = Number(await large.mustExec('df --output=size -BG / | tail -n 1 | tr -dc 0-9'));
    expect(gibibytes).toBeGreaterThan(500);
    await large.fillDisk();
    const write = await large.exec('head -c 4194304 /dev/zero >/var/more');
    expect(write.stderr).toContain('No space left on device');
    await large.freeDisk();
    await large.fillDisk(32 * 1024 ** 2);
    expect((await large.exec('head -c 4194304 /dev/zero >/var/more')).exitCode).toBe(0);
    expect((await large.exec('head -c 64M /dev/zero >/var/much')).exitCode).not.toBe(0);
    await large.freeDisk();
    expect((await large.exec('head -c 64M /dev/zero >/var/much')).exitCode).toBe(0);
  });

  test('lets each user in with its key, and each may do what its kind may', async () => {
    expect((await ssh(large, 'root', 'id -un')).stdout).toBe('root\n');
    expect((await ssh(large, 'nopass', 'sudo -n id -un')).stdout).toBe('root\n');
    expect((await ssh(large, 'anna', 'sudo -n id -un')).stderr).toContain('a password is required');
    const withPassword = await ssh(large, 'anna', 'sudo -S -p "" id -un', `${large.users.anna.password}\n`);
    expect(withPassword.stdout).toBe('root\n');
    const plain = await ssh(large, 'plain', 'sudo -S -p "" id -un', `${large.users.plain.password}\n`);
    expect(plain.stderr).toMatch(/not (in the sudoers|allowed)/);
  });

  test('shows the host key whose fingerprint is told', async () => {
    const scanned = await run(['ssh-keyscan', '-t', 'ed25519', large.address]);
    const printed = await run(['ssh-keygen', '-l', '-f', '-'], { stdin: scanned.stdout });
    expect(printed.stdout).toContain(large.hostKeyFingerprint);
  });

  test('hears nothing while its cable is out', async () => {
    await large.cut();
    expect(await answers(large)).toBe(false);
    await large.restore();
    await expect.poll(() => answers(large), { timeout: 120_000 }).toBe(true);
  });

  test('comes back from a power cut with its files, address and host key', async () => {
    await large.mustExec('echo kept >/root/kept; sync');
    await large.powerCut();
    expect(large.isOn()).toBe(false);
    expect(await answers(large)).toBe(false);
    await large.boot();
    expect((await ssh(large, 'root', 'cat kept')).stdout).toBe('kept\n');
    const scanned = await run(['ssh-keyscan', '-t', 'ed25519', large.address]);
    const printed = await run(['ssh-keygen', '-l', '-f', '-'], { stdin: scanned.stdout });
    expect(printed.stdout).toContain(large.hostKeyFingerprint);
  });

  test('reboots itself and presents the same machine again', async () => {
    const before = large.bootId();
    await large.exec(['systemctl', 'reboot']);
    await large.rebooted(before);
    expect(await large.mustExec('grep -c ^processor /proc/cpuinfo; cat /sys/block/nvme0n1/queue/rotational')).toBe(
      '16\n0',
    );
    expect((await ssh(large, 'root', 'true')).exitCode).toBe(0);
  });
});

describe('an odd practice server', () => {
  test('has its own name, system, port, disk and noise, on IPv6 alone', async () => {
    expect(odd.address).toContain(':');
    const said = await ssh(
      odd,
      'anna',
      'hostname; . /etc/os-release; echo $ID; lsblk --noheadings --nodeps --output NAME,ROTA',
    );
    expect(said.stdout).toContain('You have new mail');
    expect(said.stdout).toMatch(/Müller_Schule 7\nother\nsda +1\n$/);
    expect(said.stderr).toContain('Authorised use only');
    expect(await odd.mustExec(['ip', '-4', '-o', 'address', 'show', 'host0'])).toBe('');
  });

  test('runs nothing from /tmp', async () => {
    const tried = await odd.exec('cp /bin/true /tmp/true && /tmp/true');
    expect(tried.stderr).toContain('Permission denied');
  });
});

describe('the servers of this machine', () => {
  test('are found by name from another process', async () => {
    expect(openPracticeServer(large.name).hostKeyFingerprint).toBe(large.hostKeyFingerprint);
    expect(listRecords().map((record) => record.slot)).toEqual(expect.arrayContaining([large.slot, odd.slot]));
    expect(() => openPracticeServer('nobody')).toThrow(/No practice server nobody/);
  });

  test('are removed when the process that wanted them has crashed', async () => {
    const module = join(import.meta.dirname, 'practice-server.ts');
    const script = `const { startPracticeServer } = await import('${module}');
console.log((await startPracticeServer()).slot); setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '--eval', script]);
    const slot = await new Promise<number>((resolve, reject) => {
      owner.stdout.once('data', (data) => resolve(Number(data)));
      owner.once('exit', () => reject(new Error('the owner ended before its server was up')));
    });
    const left = openPracticeServer(slot);
    const ended = new Promise((resolve) => owner.once('exit', resolve));
    owner.kill('SIGKILL');
    await ended;
    // Another process that starts a server at this moment may be the one that does it.
    await sweep();
    expect(left.isOn()).toBe(false);
    expect(existsSync(serverPaths(slot).folder)).toBe(false);
    expect((await run(['ip', 'link', 'show', `ttbr${slot}`])).exitCode).not.toBe(0);
    expect(large.isOn()).toBe(true);
  });
});

test('a snapshot that another process removes while it is copied, or that is not whole, is no copy and leaves no server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'snapshots-'));
  const slot = 299;
  const parts = join(folder, String(slot), 'keys');
  const kept = () => {
    mkdirSync(parts, { recursive: true });
    writeFileSync(join(folder, String(slot), 'server.json'), JSON.stringify({ slot }));
  };
  kept();
  expect(await fromAnySnapshot(folder, () => 'not whole')).toBeUndefined();
  kept();
  expect(await fromAnySnapshot(folder, () => removeAtOnce(folder))).toBeUndefined();
  expect(await fromAnySnapshot(folder, () => 'gone before')).toBeUndefined();
  expect(existsSync(serverPaths(slot).folder)).toBe(false);
});

function ssh(server: PracticeServer, user: UserName, command: string, stdin = '') {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'BatchMode=yes', 'IdentitiesOnly=yes'];
  const key = ['-i', server.users[user].keyFile, '-p', String(server.port)];
  const argv = ['ssh', ...options.flatMap((option) => ['-o', option]), ...key, `${user}@${server.address}`, command];
  return run(argv, { stdin, timeoutMs: 180_000 });
}

function answers(server: PracticeServer): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: server.address, port: server.port, timeout: 1_500 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}
