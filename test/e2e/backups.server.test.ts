import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sending } from '../../installer/contract/calls/restore.ts';
import { openFace, refusalOf } from '../installer/session/face.ts';
import type { PracticeServer } from '../practice-server/practice-server.ts';
import { installedServer } from './installed-server.ts';
import { firstSignIn, makeScheme, makeTeacher, must, type Place, type SignIn } from './journey.ts';
import { LanClient } from './lan-client.ts';
import type { Laptop } from './laptop.ts';

const archives = '/var/lib/teachtrack/backups/archives';

let server: PracticeServer;
let laptop: Laptop;
let to: readonly string[];
let place: Place;
let teacher: SignIn;
/** Signed in before anything was restored; its cookie must outlast everything. */
let client: LanClient;
let schemeId: string;
let first: string;

beforeAll(async () => {
  const installed = await installedServer('small');
  ({ server, laptop } = installed);
  to = laptop.to(server);
  const { body: ca } = await new LanClient(`http://${server.address}`).call<string>('/ca.crt');
  place = { origin: `https://${server.address}`, ca };
  const admin = await firstSignIn(place, installed.firstSignIn);
  const made = await firstSignIn(place, await makeTeacher(admin.client, { code: 'HILL', name: 'Hill Road Primary' }));
  const other = await firstSignIn(place, await makeTeacher(admin.client, { code: 'LAKE', name: 'Lakeside School' }));
  [client, teacher] = [made.client, made.own];
  schemeId = (await makeScheme(client)).id;
  await makeScheme(other.client);
});
afterAll(async () => {
  laptop?.remove();
  await server?.stop();
});

describe('backups of a server in use', () => {
  test('one is made while people work, listed, opened and added up; its key is written down and asked back', async () => {
    const made = await laptop.must(['backup', 'now', ...to]);
    expect(made.stdout).toMatch(/\.ttbackup is made/);
    const list = await backups();
    expect(list).toMatchObject({ ok: true, keyConfirmed: false, next: expect.stringMatching(/T\d\d:[34]\d:/) });
    first = list.list[0]?.name ?? '';
    expect(first).toMatch(/^\d{8}t\d{6}z-[a-z0-9-]+-0\.1\.0\.ttbackup$/);
    const verified = await laptop.must(['backup', 'verify', ...to, '--json']);
    expect(JSON.parse(verified.stdout)).toMatchObject({ name: first, rows: list.list[0]?.rows });
    const shown = JSON.parse((await laptop.must(['backup', 'key', ...to, '--show', '--json'])).stdout) as {
      key: string;
    };
    const wrong = await laptop.run([
      'backup',
      'key',
      ...to,
      '--confirm',
      '--written-file',
      laptop.file('wrong', 'A'.repeat(55)),
    ]);
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('not a backup key')]);
    await laptop.must([
      'backup',
      'key',
      ...to,
      '--confirm',
      '--written-file',
      laptop.file('written', shown.key.toLowerCase()),
    ]);
    expect((await backups()).keyConfirmed).toBe(true);
  });

  test('nothing of it can be read without the key, and only root can read it at all', async () => {
    const found = await server.mustExec(
      `cd ${archives} && grep -c -a -e 'INSERT INTO' -e 'Hill Road' -e 'BEGIN' ${first}; stat -c '%a %U' . ${first}`,
    );
    expect(found.split('\n')).toEqual(['0', '700 root', '600 root']);
    const key = (await server.mustExec('cat /etc/teachtrack/secrets/backup-key')).trim();
    const told = await server.mustExec(
      'cat /var/lib/teachtrack/acts/* /var/lib/teachtrack/state/*; journalctl --no-pager -q -o cat',
    );
    expect(told.includes(key)).toBe(false);
  });

  test('killed half-way, a backup leaves no file that could be taken for one, and the next one clears up', async () => {
    await whileLocked('scheme_row', async () => {
      const stuck = ctl('backup', 'now');
      await expect.poll(() => server.mustExec(`ls ${archives}`), { timeout: 300_000 }).toContain('.part');
      await server.mustExec('systemctl kill --signal=KILL teachtrack-run-backup.service');
      expect([(await stuck).exitCode, (await stuck).stderr]).toEqual([
        1,
        expect.stringContaining('ended before it was finished'),
      ]);
      expect((await backups()).list.map(({ name }) => name)).toEqual([first]);
    });
    await mustCtl('backup', 'now');
    expect(await server.mustExec(`ls ${archives}`)).not.toContain('.part');
    expect((await backups()).list).toHaveLength(2);
  });

  test('a disk that would not hold it is told with the numbers before anything is written', async () => {
    await server.fillDisk(200 * 1024 * 1024);
    const refused = await ctl('backup', 'now');
    await server.freeDisk();
    expect([refused.exitCode, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/TT-FILE-01: A backup will take about .* must stay free .* are free/),
    ]);
    expect(await backups()).toMatchObject({ ok: false, summary: expect.stringContaining('must stay free') });
  });

  test('where older backups may go, they make room for the new one', async () => {
    // Seven of them are more than what is kept for root and what must stay free.
    const total = Number(await server.mustExec('echo $(($(stat -f -c "%b * %S" /)))'));
    await eightOfOneDay(archives, Math.floor(total / 40));
    await server.fillDisk(200 * 1024 * 1024);
    const made = await ctl('backup', 'now');
    await server.freeDisk();
    expect([made.exitCode, made.stderr]).toEqual([0, expect.any(String)]);
    const old = (await backups()).list.filter(({ name }) => name.includes('-eight-'));
    expect(old.map(({ name }) => name.slice(8, 12))).toEqual(['t170']);
    await mustCtl('backup', 'remove', '--name', old[0]?.name ?? '');
  });

  test('a target that is full, read-only, away, hung or another server is told, and good copies stay', async () => {
    // Below a partition of its own, which a folder on it is not to be taken for.
    await server.mustExec('mount -t tmpfs data /mnt && mkdir -p /mnt/usb && mount --bind /srv /srv');
    const ours = await ctl('backup', 'targets', '--add-folder', '/srv/usb');
    expect([ours.exitCode, ours.stderr]).toEqual([1, expect.stringContaining("the server's own data lies on")]);
    await server.mustExec('umount /srv && mount -t tmpfs -o size=8m usb /mnt/usb');
    await mustCtl('backup', 'targets', '--add-folder', '/mnt/usb', '--id', 'usb');
    await mustCtl('backup', 'now');
    const copies = () => server.mustExec('ls /mnt/usb/teachtrack-*');
    const good = await copies();
    expect(good.match(/\.ttbackup$/gm)).toHaveLength(1);
    const folder = (await server.mustExec('echo /mnt/usb/teachtrack-*')).trim();
    await eightOfOneDay(folder, 500_000);
    await server.mustExec('head -c 8m /dev/zero > /mnt/usb/ballast || true');
    await mustCtl('backup', 'now');
    expect((await copies()).match(/t\d+(?=0000z-eight-.*\.ttbackup$)/gm)).toEqual(['t17']);
    await server.mustExec(`rm /mnt/usb/ballast ${folder}/*-eight-*`);
    const kept = await copies();
    const trouble = async (words: string | RegExp) => {
      const { exitCode, stderr } = await ctl('backup', 'now');
      expect([exitCode, stderr]).toEqual([
        1,
        expect.stringMatching(/TT-BACKUP-04: .* lies on this server, but it could not be copied/),
      ]);
      expect((await backups()).targets).toContainEqual(
        expect.objectContaining({ ok: false, summary: expect.stringMatching(words) }),
      );
    };
    await server.mustExec('head -c 8m /dev/zero > /mnt/usb/ballast || true');
    await trouble(/it is full: .* are free/);
    expect(await copies()).toBe(kept);
    await server.mustExec('rm /mnt/usb/ballast; mount -o remount,ro /mnt/usb');
    await trouble(/read-only/);
    await server.mustExec('umount /mnt/usb');
    await trouble(/not connected/);
    expect(await server.mustExec('ls /mnt/usb && umount /mnt')).toBe('');
    await mustCtl('backup', 'targets', '--remove', 'usb');

    const add = [
      'backup',
      'targets',
      '--add-sftp',
      'plain@127.0.0.1',
      '--port',
      String(server.port),
      '--folder',
      '/home/plain/copies',
      '--id',
      'hall',
      '--patience',
      '6',
    ];
    const unknown = await ctl(...add);
    expect(unknown.stderr).toContain(server.hostKeyFingerprint);
    const { publicKey } = JSON.parse(await mustCtl(...add, '--host-key', server.hostKeyFingerprint, '--json')) as {
      publicKey: string;
    };
    await trouble(/authorized keys/);
    await server.mustExec(
      'install -d -m 700 -o plain -g plain /home/plain/.ssh && cat > /home/plain/.ssh/authorized_keys && chown plain /home/plain/.ssh/authorized_keys',
      { stdin: `restrict,command="internal-sftp" ${publicKey}\n` },
    );
    await mustCtl('backup', 'now');
    expect(await server.mustExec('cd /home/plain/copies/teachtrack-*/ && sha256sum *.ttbackup')).toContain(
      (await backups()).list[0]?.sha256 ?? 'none',
    );
    await server.mustExec('mount -t tmpfs -o size=1m,uid=plain copies /home/plain/copies');
    await server.mustExec('head -c 1000k /dev/zero > /home/plain/copies/ballast');
    await trouble(/it is full: .* are free/);
    await server.mustExec('umount /home/plain/copies');
    const listener = (await server.mustExec('systemctl show --property=MainPID --value ssh')).trim();
    await server.mustExec(`kill -STOP ${listener}`);
    await trouble(/did not answer in time/).finally(() => server.mustExec(`kill -CONT ${listener}`));
    await server.mustExec(
      `sed -i 's/"hostKey": "ssh-ed25519 AAAA[^"]*/"hostKey": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=/' /etc/teachtrack/backups.json`,
    );
    await trouble(/identity has changed/);
    await mustCtl('backup', 'targets', '--remove', 'hall');
    await mustCtl('backup', 'now');
    expect((await backups()).ok).toBe(true);
  });

  test('the drill restores the newest one beside the data in use, compares every row and signs in', async () => {
    await laptop.must(['drill', ...to]);
    const newest = (await backups()).list[0]?.name;
    expect(await drillState()).toMatchObject({ ok: true, signIn: 'worked', proven: { name: newest } });
    expect(await schemas()).toEqual(['teachtrack']);
    expect(await server.mustExec('mariadb -N -e "SHOW GRANTS FOR teachtrack@localhost"')).not.toContain('drill');
  });

  test('a copy for which there is no room is refused before its first row, and one that a kill left goes', async () => {
    const { name } = (await backups()).list[0] ?? { name: '' };
    const record = `${archives}/${name}.json`;
    const tenTerabytes = 's/"databaseBytes":[0-9]*/"databaseBytes":10000000000000/';
    await server.mustExec(`cp ${record} /root/record && sed -i '${tenTerabytes}' ${record}`);
    for (const args of [['drill'], ['restore', '--name', name, '--school', 'HILL']]) {
      const { exitCode, stderr } = await ctl(...args);
      expect([exitCode, stderr]).toEqual([
        1,
        expect.stringMatching(/TT-FILE-01: Restoring needs about .* must stay free/),
      ]);
    }
    await server.mustExec(`mv /root/record ${record}`);
    expect(await drillState()).toMatchObject({ ok: false, rows: 0 });
    await whileLocked('schema_migration', async () => {
      const stuck = ctl('drill');
      await expect.poll(schemas, { timeout: 300_000 }).toContain('teachtrack_drill');
      await server.mustExec('systemctl kill --signal=KILL teachtrack-run-drill.service');
      expect((await stuck).exitCode).toBe(1);
      await expect.poll(schemas).toEqual(['teachtrack']);
    });
    // As a power cut leaves it, and the start of the server finds it.
    await sql('CREATE DATABASE teachtrack_school; CREATE TABLE teachtrack_school.user (id INT)');
    await server.mustExec('touch /var/lib/teachtrack/acts/copies; systemctl start teachtrack-resume');
    await expect.poll(schemas).toEqual(['teachtrack']);
  });

  test('a backup with one wrong bit is found by the drill, which names it, and is never restored', async () => {
    const { name } = (await backups()).list[0] ?? { name: '' };
    const flip = `printf '\\x55' | dd of=${archives}/${name} bs=1 seek=40000 conv=notrunc status=none`;
    const before = await server.mustExec(`dd if=${archives}/${name} bs=1 skip=40000 count=1 status=none | od -An -tx1`);
    await server.mustExec(`cp ${archives}/${name} /root/good; ${flip}`);
    expect(before.trim()).not.toBe('55');
    const drill = await ctl('drill');
    expect([drill.exitCode, drill.stderr]).toEqual([
      1,
      expect.stringMatching(new RegExp(`TT-BACKUP-01: .*${name} is damaged`)),
    ]);
    expect(await drillState()).toMatchObject({ ok: false, summary: expect.stringContaining(name) });
    for (const args of [
      ['backup', 'verify', '--file', `${archives}/${name}`],
      ['restore', '--name', name],
    ])
      expect((await ctl(...args)).stderr).toContain('TT-BACKUP-01');
    expect(await schemas()).toEqual(['teachtrack']);
    await server.mustExec(`cp /root/good ${archives}/${name}`);
  });

  test('a restore that is killed, before or after the data changed places, leaves what was in use in its place', async () => {
    const { digest } = JSON.parse(await mustCtl('restore', '--name', first, '--json')) as { digest: string };
    const before = await content();
    for (const point of ['restore/beside', 'restore/swapped']) {
      const killed = await server.exec(
        [
          'env',
          'TEACHTRACK_REHEARSAL=1',
          `TEACHTRACK_CRASH_POINT=${point}:after-apply`,
          'teachtrackctl',
          'restore',
          '--name',
          first,
          '--agree',
          digest,
        ],
        { timeoutMs: 600_000 },
      );
      expect([killed.exitCode, killed.stderr]).toEqual([1, expect.stringContaining('ended before it was finished')]);
      await expect.poll(async () => (await ctl('health')).exitCode, { timeout: 600_000, interval: 1_000 }).toBe(0);
      expect(await content()).toEqual(before);
      await expect.poll(schemas, { timeout: 300_000 }).toEqual(['teachtrack']);
    }
    await opened();
    expect(must(await client.api<{ id: string }>(`/schemes/${schemeId}`), 200).id).toBe(schemeId);
  });

  test('one school goes back to yesterday, what it made since and all others stay as they are', async () => {
    const school = (code: string) =>
      `(SELECT id FROM scheme WHERE school_id = (SELECT id FROM school WHERE code = '${code}'))`;
    const rowsOf = (code: string) =>
      sql(
        `SELECT id, seq, week, cells, slots FROM scheme_row WHERE scheme_id IN ${school(code)} AND scheme_id = (SELECT MIN(id) FROM scheme WHERE id IN ${school(code)}) ORDER BY id`,
      );
    const [hill, lake] = [await rowsOf('HILL'), await rowsOf('LAKE')];
    const since = await makeScheme(client, '6 North');
    const [one, two] = (
      await sql(`SELECT seq FROM scheme_row WHERE scheme_id = '${schemeId}' ORDER BY seq LIMIT 2`)
    ).split('\n');
    await sql(`UPDATE scheme_row SET cells = '[]' WHERE scheme_id = '${schemeId}' AND week > 3;
      UPDATE scheme_row SET seq = -1 WHERE scheme_id = '${schemeId}' AND seq = ${one}; UPDATE scheme_row SET seq = ${one} WHERE scheme_id = '${schemeId}' AND seq = ${two};
      UPDATE scheme_row SET seq = ${two} WHERE scheme_id = '${schemeId}' AND seq = -1;
      UPDATE scheme_row SET week = week + 1 WHERE scheme_id IN ${school('LAKE')}`);
    const lakeNow = await rowsOf('LAKE');
    expect(lakeNow).not.toBe(lake);
    const args = ['restore', ...to, '--name', first, '--school', 'hill'];
    expect((await laptop.must([...args, '--plan'])).stdout).toMatch(/scheme_row: 0 come back, \d+ go back/);
    await laptop.must([...args, '--yes', server.address]);
    expect(await rowsOf('HILL')).toBe(hill);
    expect(await rowsOf('LAKE')).toBe(lakeNow);
    expect(must(await client.api<{ rows: unknown[] }>(`/schemes/${since.id}`), 200).rows).toHaveLength(
      since.rows.length,
    );
    expect(await schemas()).toEqual(['teachtrack']);
    expect((await ctl('restore', '--school', 'NOWHERE')).stderr).toContain('no school with the code NOWHERE');
  });

  test('a backup of a newer version, or with another key, is refused with the reason', async () => {
    const newest = await sql('SELECT MAX(migration) FROM schema_migration');
    await sql(`UPDATE schema_migration SET done_at = NULL WHERE migration = '${newest}'`);
    const refused = await ctl('restore', '--name', first);
    await sql(`UPDATE schema_migration SET done_at = NOW(3) WHERE migration = '${newest}'`);
    expect([refused.exitCode, refused.stderr]).toEqual([3, expect.stringContaining('newer than this server')]);
    await server.mustExec(
      'cd /etc/teachtrack/secrets && cp -p backup-key /root/backup-key && head -c 32 /dev/urandom | base64 -w0 | tr +/ -_ | tr -d = > backup-key',
    );
    const other = await ctl('restore', '--name', first);
    expect([other.exitCode, other.stderr]).toEqual([
      1,
      expect.stringMatching(/TT-BACKUP-02: .* made with another key/),
    ]);
  });

  test('on a server with other keys the whole comes back: data, session key, certificates; people stay signed in', async () => {
    const path = laptop.file('restore.ttbackup', '');
    await server.mustExec(`cat ${archives}/${first} | base64 -w0`).then(async (text) => {
      const { writeFile } = await import('node:fs/promises');
      await writeFile(path, Buffer.from(text, 'base64'));
    });
    const authority = await server.mustExec('sha256sum /etc/teachtrack/tls/ca.crt');
    await server.mustExec(
      'head -c 32 /dev/urandom | base64 -w0 | tr +/ -_ | tr -d = > /etc/teachtrack/secrets/session-key; echo broken > /etc/teachtrack/tls/ca.crt',
    );
    await sql("DELETE FROM scheme; UPDATE user SET password_hash = 'gone'");
    await eightOfOneDay(archives, 1_000);
    const key = ['--backup-key-file', laptop.file('written', await server.mustExec('cat /root/backup-key'))];
    const planned = await laptop.must(['restore', ...to, '--from', path, ...key, '--plan']);
    expect(planned.stdout).toContain('of another server');
    const unsure = await laptop.run(['restore', ...to, '--from', path, ...key, '--yes', 'other.example']);
    expect([unsure.exitCode, unsure.stderr]).toEqual([130, expect.stringContaining('Nothing was changed')]);
    const restored = await restoredByWindow(path, await server.mustExec('cat /root/backup-key'));
    expect(restored).toMatch(/The site was closed for [\d.]+ s/);
    await opened();
    expect(await server.mustExec('sha256sum /etc/teachtrack/tls/ca.crt')).toBe(authority);
    expect(must(await client.api<{ id: string }>(`/schemes/${schemeId}`), 200).id).toBe(schemeId);
    must(
      await new LanClient(place.origin, place.ca).api('/auth/login', {
        body: { name: teacher.userName, password: teacher.password },
      }),
      200,
    );
    expect((await ctl('health')).exitCode).toBe(0);
    const after = (await backups()).list;
    expect(after[0]?.reason).toBe('before-restore');
    // Of a safety copy nothing goes: it might be what is restored.
    expect(after.filter(({ name }) => name.includes('-eight-'))).toHaveLength(8);
    expect(
      await server.mustExec(
        'ls -A /var/lib/teachtrack/backups/incoming /var/lib/teachtrack/restore /run/teachtrack/restore-key 2>/dev/null || true',
      ),
    ).toBe('');
  });
});

/** As a person does it in the installer's windows: a wrong key first, then the right one, the plan, and the address typed. */
async function restoredByWindow(path: string, key: string): Promise<string> {
  const face = openFace();
  try {
    const window = face.window();
    const address = { host: server.address, port: server.port };
    const { seen } = await window.call('connection.look', address);
    await window.call('connection.confirm', { ...address, fingerprint: seen.fingerprint });
    const credential = { kind: 'password', password: server.users.anna.password } as const;
    const { connection } = await window.call('connection.open', { ...address, user: 'anna', credential });
    const sent = async (given: string) => {
      await window.call('restore.send', { connection, path, key: given });
      const items: Sending[] = [];
      for await (const batch of window.stream('restore.sending', { connection }))
        items.push(...batch.map(({ value }) => value));
      return items;
    };
    const wrong = (await sent(randomBytes(32).toString('base64url'))).at(-1);
    expect(wrong).toMatchObject({ kind: 'failed', error: { code: 'TT-BACKUP-02' } });
    const right = await sent(key);
    // It lies there already: nothing is sent twice.
    expect(right.map(({ kind }) => kind)).toEqual(['sending', 'opening', 'ready']);
    const ready = right.at(-1);
    if (ready?.kind !== 'ready') throw new Error(JSON.stringify(ready));
    expect(ready.plan.isOtherServer).toBe(true);
    const { digest, backup } = ready.plan;
    const wish = { connection, name: backup.name, digest };
    const refused = await refusalOf(window.call('restore.start', { ...wish, typed: 'other.example' }));
    expect(refused.code).toBe('TT-ANSWERS-01');
    await window.call('restore.start', { ...wish, typed: server.address });
    for await (const batch of window.stream('acts.follow', { connection, act: 'restore' }))
      for (const { value } of batch) {
        if (value.kind === 'failed') throw new Error(value.error.message);
        if (value.kind === 'done') return value.summary;
      }
    throw new Error('the restore did not end');
  } finally {
    await face.close();
  }
}

type Listed = {
  readonly ok: boolean | null;
  readonly list: readonly { name: string; rows: number; sha256: string; reason: string }[];
  readonly targets: readonly object[];
  readonly keyConfirmed: boolean;
};

async function backups(): Promise<Listed> {
  return JSON.parse(await mustCtl('backup', 'list', '--json')) as Listed;
}

/** The processes look for the end of a maintenance every other second. */
async function opened(): Promise<void> {
  await expect.poll(async () => (await client.api(`/schemes/${schemeId}`)).status, { timeout: 300_000 }).toBe(200);
}

async function drillState(): Promise<unknown> {
  return JSON.parse(await server.mustExec('cat /var/lib/teachtrack/state/drill.json'));
}

function ctl(...args: readonly string[]) {
  return server.exec(['teachtrackctl', ...args], { timeoutMs: 600_000 });
}

function mustCtl(...args: readonly string[]): Promise<string> {
  return server.mustExec(['teachtrackctl', ...args], { timeoutMs: 600_000 });
}

function sql(text: string): Promise<string> {
  return server.mustExec(['mariadb', '--skip-column-names', 'teachtrack'], { stdin: text });
}

/** Nobody reads or writes the table for as long as `work` takes. */
async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
  const sleeping = "FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(900)'";
  const lock = server.exec(`mariadb teachtrack -e "LOCK TABLES ${table} WRITE; SELECT SLEEP(900)"`, {
    timeoutMs: 1_000_000,
  });
  await expect.poll(() => sql(`SELECT COUNT(*) ${sleeping}`)).toBe('1');
  try {
    await work();
  } finally {
    await sql(`SELECT CONCAT('KILL ', id) ${sleeping}`).then(sql);
    await lock;
  }
}

/** Eight backups of one day, three days old, of so many bytes each; all else is as with the newest one. */
async function eightOfOneDay(folder: string, bytes: number): Promise<void> {
  const [newest] = (await backups()).list;
  const day = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
  const lines = [10, 11, 12, 13, 14, 15, 16, 17].flatMap((hour) => {
    const name = `${day.replaceAll('-', '')}t${hour}0000z-eight-0.1.0.ttbackup`;
    const record = JSON.stringify({ ...newest, name, at: `${day}T${hour}:00:00.000Z`, bytes });
    return [`fallocate -l ${bytes} ${name}`, `echo '${record}' > ${name}.json`];
  });
  await server.mustExec([`cd ${folder}`, ...lines].join(' && '));
}

async function schemas(): Promise<readonly string[]> {
  return (await sql("SHOW DATABASES LIKE 'teachtrack%'")).split('\n');
}

/** Everything people have made, as one hash. */
async function content(): Promise<string> {
  const dump =
    'mariadb-dump --skip-dump-date --skip-comments --order-by-primary --ignore-table=teachtrack.session --ignore-table=teachtrack.audit teachtrack';
  return createHash('sha256')
    .update(await server.mustExec(dump))
    .digest('hex');
}
