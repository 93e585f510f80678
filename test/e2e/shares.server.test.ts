import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BackupsState } from '../../provision/backup/state.ts';
import { type InstalledServer, installedServer } from './installed-server.ts';
import { jsonLines } from './laptop.ts';
import { Nas } from './nas.ts';

let nas: Nas;
let installed: InstalledServer;
let to: readonly string[];
let passwordFile: string;
/** On the laptop: a backup as it lies on the share, and the key of the server that made it. */
let copy: string;
let keyFile: string;

/** With a space and a letter beyond ASCII, as people name folders. */
const folder = 'Süd 2';
const own = '/srv/backups/S*2/teachtrack-*';

/** Minutes: `npm run drills` runs it. */
describe.runIf(process.env['TEACHTRACK_DRILLS'] === 'all')('copies of backups on a share', () => {
  beforeAll(async () => {
    [nas, installed] = await Promise.all([Nas.start(), installedServer('small')]);
    await nas.reachableFrom(installed.server);
    to = installed.laptop.to(installed.server);
    passwordFile = installed.laptop.file('nas.password', `${nas.password}\n`);
  });
  afterAll(async () => {
    installed?.laptop.remove();
    await Promise.all([installed?.server.stop(), nas?.stop()]);
  });

  test('a wrong password, an unknown share and one that cannot encrypt are told before anything is kept', async () => {
    const wrong = installed.laptop.file('wrong.password', 'not this one\n');
    expect((await add('backups', [], wrong)).stderr).toContain('it refuses the user name or the password');
    expect((await add('nothing')).stderr).toContain('there is no share of that name');
    await nas.on('off');
    expect((await add('old')).stderr).toContain('it does not offer SMB 3 with encryption');
    await nas.on();
    expect(await sh('ls /etc/teachtrack/backups.json /etc/teachtrack/secrets/*.smb 2>/dev/null || true')).toBe('');
    // The client came with the first wish for a share, and goes again with an uninstall.
    expect(await sh("dpkg -l smbclient | grep -c '^ii'")).toBe('1');
    expect(await sh('cat /var/lib/teachtrack/receipts/packages__installed.json')).toContain('"package smbclient"');
  });

  test('the answers of an install name one: a backup lies there, encrypted on its way, read back and the same', async () => {
    const share = `\\\\${installed.server.hostAddress}\\backups\\${folder}`;
    const copies = [{ kind: 'smb', id: 'nas', share, user: nas.user, passwordFile }];
    const answers = installed.laptop.file(
      'answers.json',
      JSON.stringify({ version: 1, tier: 150, backups: { copies } }),
    );
    const install = ['install', ...to, '--bundle', installed.bundle.path, '--yes', '--json', '--answers', answers];
    const { stdout } = await installed.laptop.must(install);
    expect(stdout).not.toContain(nas.password);
    expect(await sh("stat -c '%a %U' /etc/teachtrack/secrets/backup-target-nas.smb")).toBe('600 root');
    expect(await sh('ls /var/lib/teachtrack/staging/shares.json 2>/dev/null || true')).toBe('');
    await made();
    const { list, targets } = await backups();
    expect(targets).toMatchObject([{ id: 'nas', kind: 'smb', ok: true, summary: expect.stringContaining('1 in all') }]);
    expect(await at(`sha256sum ${own}/*.ttbackup`)).toContain(list[0]?.sha256 ?? 'none');
    const again = await installed.laptop.must(install);
    expect(jsonLines<{ plan: { steps: unknown[] } }>(again.stdout, 'plan')[0]?.plan.steps).toEqual([]);
    await sh('systemctl start teachtrack-backup.service');
    expect((await backups()).targets).toMatchObject([{ ok: true, summary: expect.stringContaining('2 in all') }]);
  });

  test('one that signs alone is taken when a person says so', async () => {
    await nas.on('off');
    expect(await add('old', ['--signed-only', '--id', 'old'])).toMatchObject({ exitCode: 0 });
    await trouble(/does not offer SMB 3/);
    expect((await backups()).targets).toMatchObject([
      { id: 'nas', ok: false },
      { id: 'old', ok: true },
    ]);
    await nas.on();
    await installed.laptop.must(['backup', 'targets', ...to, '--remove', 'old']);
    expect(await sh('ls /etc/teachtrack/secrets/*.smb')).toBe('/etc/teachtrack/secrets/backup-target-nas.smb');
  });

  test('a full share is told with the numbers, and one that vanishes in the middle leaves what was there', async () => {
    await sh('head -c 96m /dev/urandom > /var/lib/teachtrack/documents/large');
    expect(await add('small', ['--id', 'small'])).toMatchObject({ exitCode: 0 });
    const good = await at(`ls ${own}`);
    const [died] = await Promise.all([nas.dieAtHalf(own), trouble(/the connection broke off|does not answer/)]);
    expect(died).toContain('.ttbackup.part');
    const { targets } = await backups();
    expect(targets.find(({ id }) => id === 'small')?.ok).toBe(false);
    await nas.on();
    await trouble(/it is full: .* are free/);
    expect((await at(`ls ${own}`)).split('\n')).toEqual(expect.arrayContaining(good.split('\n')));
    expect(await at(`ls ${own} /srv/small/*`)).not.toContain('.part');
    await installed.laptop.must(['backup', 'targets', ...to, '--remove', 'small']);
    await sh('rm /var/lib/teachtrack/documents/large');
  });

  test('one that hangs is given up, and the password is nowhere but in its file', async () => {
    expect(await add('backups', ['--id', 'slow', '--patience', '6'])).toMatchObject({ exitCode: 0 });
    const listener = await nas.server.mustExec('systemctl show -P MainPID smbd');
    expect(Number(listener)).toBeGreaterThan(1);
    await nas.server.mustExec(`kill -STOP ${listener}`);
    await trouble(/did not answer in time|does not answer/).finally(() =>
      nas.server.mustExec(`kill -CONT ${listener}`),
    );
    await installed.laptop.must(['backup', 'targets', ...to, '--remove', 'slow']);
    const places = '/etc/teachtrack /var/lib/teachtrack /run/teachtrack /var/log';
    const found = await installed.server.mustExec(
      `journalctl -b > /run/all; grep -rlF -f - ${places} /run/all || true`,
      {
        stdin: nas.password.slice(0, 14),
      },
    );
    expect(found).toBe('/etc/teachtrack/secrets/backup-target-nas.smb');
  });

  test('everything is brought back from a copy that lies there alone', async () => {
    await made();
    const { list } = await backups();
    const text = await at(`base64 -w 0 ${own}/${list[0]?.name}`);
    await sh('rm /var/lib/teachtrack/backups/archives/*');
    copy = installed.laptop.file('copy.ttbackup', '');
    const shown = await installed.laptop.must(['backup', 'key', ...to, '--show', '--json']);
    keyFile = installed.laptop.file('written', JSON.parse(shown.stdout).key);
    writeFileSync(copy, Buffer.from(text, 'base64'));
    const { stdout } = await installed.laptop.must([...restore(), '--from', copy]);
    expect(stdout).toMatch(/The site was closed for [\d.]+ s/);
    expect((await ctl('health')).exitCode).toBe(0);
  });

  test('an uninstall takes the client away again, with the password', async () => {
    await installed.laptop.must(['uninstall', ...to, '--remove-data', '--yes', installed.server.address]);
    expect(await sh("dpkg -l | grep -E 'smbclient|samba' || true")).toBe('');
    expect(
      await sh('ls -d /etc/samba /var/lib/samba /var/cache/samba /run/samba /etc/teachtrack 2>/dev/null || true'),
    ).toBe('');
  });

  test('a server set up anew takes everything from the copy, and copies there again once the place was tried', async () => {
    await installed.laptop.must(['install', ...to, '--bundle', installed.bundle.path, '--tier', '150', '--yes']);
    const { stdout } = await installed.laptop.must([...restore(), '--from', copy, '--backup-key-file', keyFile]);
    expect(stdout).toMatch(/The site was closed for [\d.]+ s/);
    await trouble(/Samba’s client is missing on this server/);
    await installed.laptop.must(['backup', 'targets', ...to, '--test', 'nas']);
    await made();
    expect((await backups()).targets).toMatchObject([{ id: 'nas', ok: true }]);
    expect((await ctl('health')).exitCode).toBe(0);
  });
});

const sh = (text: string) => installed.server.mustExec(text, { timeoutMs: 600_000 });
const at = (text: string) => nas.server.mustExec(text, { timeoutMs: 600_000 });
const ctl = (...args: readonly string[]) => installed.server.exec(['teachtrackctl', ...args], { timeoutMs: 600_000 });

const restore = () => ['restore', ...to, '--yes', installed.server.address];

function add(share: string, flags: readonly string[] = [], file = passwordFile) {
  const place = share === 'backups' ? `${nas.share(share)}/${folder}` : nas.share(share);
  const who = ['--target-user', nas.user, '--target-password-file', file];
  return installed.laptop.run(['backup', 'targets', ...to, '--add-smb', place, ...who, ...flags]);
}

async function made(): Promise<void> {
  await installed.laptop.must(['backup', 'now', ...to]);
}

async function backups(): Promise<BackupsState> {
  return JSON.parse((await installed.laptop.must(['backup', 'list', ...to, '--json'])).stdout);
}

async function trouble(words: RegExp): Promise<void> {
  const { exitCode, stderr } = await ctl('backup', 'now');
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/TT-BACKUP-04: .* could not be copied/)]);
  const wrong = (await backups()).targets.filter(({ ok }) => ok === false).map(({ summary }) => summary);
  expect(wrong).toContainEqual(expect.stringMatching(words));
}
