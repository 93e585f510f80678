import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Drift } from '../../installer/session/upkeep/drift.ts';
import type { GoLive } from '../../installer/session/upkeep/golive.ts';
import type { SupportManifest } from '../../installer/session/upkeep/support.ts';
import type { PracticeServer } from '../practice-server/practice-server.ts';
import { type InstalledServer, installedServer } from './installed-server.ts';
import { firstSignIn, makeTeacher, must, type SignIn } from './journey.ts';
import { LanClient } from './lan-client.ts';
import { jsonLines, type Laptop } from './laptop.ts';
import { openPanel } from './panel.ts';
import { waitFor } from './wait-for.ts';

const nginx = '/etc/teachtrack/nginx/nginx.conf';
const secretsFolder = '/etc/teachtrack/secrets';

let installed: InstalledServer;
let server: PracticeServer;
let laptop: Laptop;
let to: readonly string[];
let teacher: LanClient;
let own: SignIn;
let admin: SignIn;

beforeAll(async () => {
  installed = await installedServer('small');
  ({ server, laptop } = installed);
  to = laptop.to(server);
  const place = { origin: `http://${server.address}` };
  const first = await firstSignIn(place, installed.firstSignIn);
  admin = first.own;
  const made = await firstSignIn(place, await makeTeacher(first.client, { code: 'HILL', name: 'Hill Road Primary' }));
  teacher = made.client;
  own = made.own;
});
afterAll(async () => {
  laptop?.remove();
  await server?.stop();
});

/** Past SSH, which other tests and the first look here go through. */
async function driftNow(): Promise<Drift> {
  return JSON.parse((await server.exec(['teachtrackctl', 'drift', '--json'])).stdout) as Drift;
}

const readState = async (name: string) =>
  JSON.parse(await server.mustExec(['cat', `/var/lib/teachtrack/state/${name}.json`]));

const secretOf = (name: string) => server.mustExec(['sed', '-n', '1p', `${secretsFolder}/${name}`]);

describe('a server that is looked after for years', () => {
  test('is as it was set up after the install, and says in a state file what it looked at', async () => {
    const { exitCode, stdout } = await laptop.run(['drift', ...to, '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, items: [], kept: [], notChecked: [] });
    await server.mustExec(['systemctl', 'start', 'teachtrack-drift.service']);
    const state = JSON.parse(await server.mustExec(['cat', '/var/lib/teachtrack/state/drift.json'])) as Drift;
    expect(state).toMatchObject({ ok: true, summary: 'Everything is as it was set up.' });
    expect(await server.mustExec(['systemctl', 'is-active', 'teachtrack-drift.timer'])).toBe('active');
  });

  test('keeps an emergency reserve on the disk, gives none away while there is room, and makes it again when it is gone', async () => {
    const reserve = '/var/lib/teachtrack/emergency-reserve';
    const look = () => server.mustExec(`stat -c '%s %a %U' ${reserve}; [ $(stat -c %b ${reserve}) -ge 1048576 ]`);
    expect(await look()).toBe('536870912 600 root');
    const kept = await server.exec(['teachtrackctl', 'reserve', 'free']);
    expect([kept.exitCode, kept.stderr]).toEqual([1, expect.stringMatching(/TT-FILE-04: .* for the day it is full/)]);
    await server.mustExec(['rm', reserve]);
    expect(await server.exec(['teachtrackctl', 'reserve'])).toMatchObject({ exitCode: 4 });
    expect(await readState('reserve')).toMatchObject({ ok: false, places: [{ path: reserve, isThere: false }] });
    await server.mustExec(['systemctl', 'start', 'teachtrack-reserve.service']);
    expect(await look()).toBe('536870912 600 root');
    expect(await readState('reserve')).toMatchObject({ ok: true });
  });

  test('shows what was changed by hand, with the difference and without the secrets in it', async () => {
    const secret = (await secretOf('session-key')).trim();
    await server.mustExec(`sed -i 's/^  gzip_types /  # ${secret}\\n&/' ${nginx}`);
    await server.mustExec('systemctl disable --quiet teachtrack.target && systemctl mask --quiet nginx.service');
    await server.mustExec('echo "// changed" >> /opt/teachtrack/current/verify.mjs');
    const found = await driftNow();
    const ids = found.items.map(({ id }) => id);
    expect(ids.map((id) => id.replace(/releases.*/, 'releases')).sort()).toEqual([
      `file:${nginx}`,
      'masked:nginx.service',
      'release:/opt/teachtrack/releases',
      'unit:teachtrack.target:enable',
    ]);
    const item = (kind: string) => found.items.find((one) => one.id.startsWith(kind));
    expect(item('file')).toMatchObject({
      choices: ['restore', 'keep', 'accept'],
      diff: expect.stringMatching(/^\+ {2}# \*\*\*$/m),
    });
    expect(item('release')).toMatchObject({ diff: '~ verify.mjs has another content' });
    expect(item('masked')?.advice).toContain('systemctl unmask nginx.service');
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  test('puts ours back, one thing at a time, and lifts a mask only when it is told to', async () => {
    await laptop.must(['drift', ...to, '--restore', `release:/opt/teachtrack/releases/${await version()}`]);
    const left = (await driftNow()).items.map(({ id }) => id);
    expect(left).not.toContainEqual(expect.stringMatching(/^release/));
    expect(left).toContain('masked:nginx.service');
    for (const item of ['nginx.service', 'teachtrack.target']) await laptop.must(['drift', ...to, '--restore', item]);
    expect((await driftNow()).items.map(({ id }) => id)).toEqual([`file:${nginx}`]);
    expect(await server.mustExec(['systemctl', 'is-enabled', 'nginx.service', 'teachtrack.target'])).toBe(
      'enabled\nenabled',
    );
  });

  test('is looked after in a browser: what is there is live, and what is pressed is done as root', async () => {
    const inside = { address: `https://${server.address}`, admin, teacher, readState };
    const panel = await openPanel(inside);
    try {
      await panel.showsWhatIsMeasured();
      await panel.holdsAQueue();
      await panel.closesTheSite();
      await panel.decidesAbout(nginx, (await secretOf('session-key')).trim());
      await panel.backsUpAndProves();
    } finally {
      await panel.close();
    }
    expect(await driftNow()).toMatchObject({ ok: true, items: [] });
    expect(await server.mustExec(`cat /var/lib/teachtrack/drift/replaced/*${nginx}`)).toContain('gzip_types');
    await server.mustExec(`sed -i 's/^  gzip_types /  # by hand\\n&/' ${nginx}`);
  });

  test('keeps a file as somebody changed it when nginx takes it, over installs too; and refuses what nginx refuses', async () => {
    await laptop.must(['drift', ...to, '--keep', nginx]);
    const kept = await driftNow();
    expect(kept).toMatchObject({ ok: true, items: [], kept: [{ path: nginx, oursChanged: false }] });
    const wanted = await server.mustExec(['cat', '/etc/teachtrack/appliance.json']);
    const bundle = `/var/lib/teachtrack/staging/${await version()}`;
    const plan = await server.mustExec(['teachtrackctl', 'plan', '--wanted', '-', '--bundle', bundle, '--json'], {
      stdin: wanted,
    });
    expect(JSON.parse(plan)).toMatchObject({ steps: [] });

    await server.mustExec(`sed -i 's/^  gzip_types /  nonsense on;\\n&/' ${nginx}`);
    const refused = await laptop.run(['drift', ...to, '--keep', nginx, '--json']);
    expect(jsonLines(refused.stdout, 'error')).toMatchObject([{ error: { code: 'TT-CONFIG-01' } }]);
    await laptop.must(['drift', ...to, '--accept', nginx, '--reason', 'the printers need it']);
    expect(await driftNow()).toMatchObject({ ok: true, items: [{ accepted: { reason: 'the printers need it' } }] });
    await server.mustExec(`echo '# once more' >> ${nginx}`);
    expect((await driftNow()).ok).toBe(false);
    await laptop.must(['drift', ...to, '--forget', nginx]);
    await laptop.must(['drift', ...to, '--restore', nginx]);
    expect(await driftNow()).toMatchObject({ ok: true, items: [], kept: [] });
    expect(await server.mustExec(`cat /var/lib/teachtrack/drift/replaced/*${nginx}`)).toContain('# once more');
  });

  test('hands out a support bundle that holds what a helper needs, no secret and nobody’s name', async () => {
    const secret = (await secretOf('database-password')).trim();
    const base64 = Buffer.from(`x${secret}`).toString('base64');
    const url = [...secret].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
    const escaped = [...secret].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
    const planted = [secret, base64, url, `{"a":"${escaped}"}`, 'Amina Otieno T-HILL from 192.0.2.99 amina@school.ke'];
    await server.mustExec(['sh', '-c', 'cat >> /var/log/nginx/error.log'], { stdin: `${planted.join('\n')}\n` });
    const out = join(laptop.folder, 'support.tar.gz');
    const { stdout } = await laptop.must(['support', ...to, '--out', out, '--yes', '--json']);
    const shown = JSON.parse(stdout.trim()) as SupportManifest;
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const folder = mkdtempSync(join(tmpdir(), 'support-'));
    execFileSync('tar', ['-xzf', out, '-C', folder]);
    const root = join(folder, 'teachtrack-support');
    const manifest = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8')) as SupportManifest;
    expect(manifest).toEqual(shown);
    for (const { path, sha256 } of manifest.files)
      expect(
        createHash('sha256')
          .update(readFileSync(join(root, path)))
          .digest('hex'),
      ).toBe(sha256);
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const text = files.map((one) => readFileSync(join(one.parentPath, one.name), 'utf8')).join('\n');
    for (const one of [
      secret,
      base64.slice(4, 40),
      url,
      escaped,
      'Amina',
      'Otieno',
      'T-HILL',
      '192.0.2.99',
      '@school.ke',
    ])
      expect(text).not.toContain(one);
    const paths = manifest.files.map(({ path }) => path);
    for (const path of [
      'health.json',
      'drift.json',
      'settings.json',
      'facts.json',
      'units.txt',
      'versions.txt',
      'logs/nginx-error.log',
    ])
      expect(paths).toContain(path);
    expect(paths.filter((path) => path.startsWith('runs/')).length).toBeGreaterThan(3);
    expect(manifest.files.find(({ path }) => path === 'logs/nginx-error.log')?.masked).toMatchObject({
      secret: 4,
      person: 2,
    });
    expect(await server.mustExec('ls -A /var/lib/teachtrack/support')).toBe('');
    rmSync(folder, { recursive: true });
  });

  test('changes every secret while people work: no request fails, nobody is signed out, and a cut is gone on with', async () => {
    const before = { password: await secretOf('database-password'), key: await secretOf('session-key') };
    const cut = (await cutOff('all', 'rotate/database-takes-both:after-apply')).run;
    const back = await laptop.must(['rotate', 'back', ...to, '--yes']);
    expect(back.stdout).toContain(cut);
    expect(await secretOf('database-password')).toBe(before.password);
    expect(await server.mustExec(`ls ${secretsFolder} | grep -c password`)).toBe('2');

    const work = working();
    const again = await cutOff('all', 'rotate/database-switched:mid-apply:2500');
    await server.mustExec(['teachtrackctl', 'resume', '--run', again.run]);
    await laptop.must(['follow', ...to, '--run', again.run]);
    const { done, failed } = await work();
    expect(failed).toEqual([]);
    expect(done).toBeGreaterThan(20);

    expect(await secretOf('database-password')).not.toBe(before.password);
    expect(await secretOf('session-key')).not.toBe(before.key);
    expect(await server.mustExec(`sed -n 3p ${secretsFolder}/session-key`)).toBe(before.key);
    expect((await server.exec(opens, { stdin: `[client]\npassword="${before.password.trim()}"\n` })).exitCode).not.toBe(
      0,
    );
    expect(
      (await server.exec(opens, { stdin: `[client]\npassword="${(await secretOf('database-password')).trim()}"\n` }))
        .exitCode,
    ).toBe(0);
    expect(
      await server
        .mustExec(`ls ${secretsFolder} | grep -cE 'next|old'`, { allowFailure: true } as never)
        .catch(() => '0'),
    ).toBe('0');
    expect((await teacher.api('/me')).status).toBe(200);
    const fresh = new LanClient(`http://${server.address}`);
    must(await fresh.api('/auth/login', { body: { name: own.userName, password: own.password } }), 200);
    expect(await driftNow()).toMatchObject({ ok: true, items: [] });
  });

  test('offers a new authority beside the old one, and lets it sign when it is told that all devices trust it', async () => {
    const issuer = () => server.mustExec('openssl x509 -noout -issuer -in /etc/teachtrack/tls/server.pem');
    const old = await issuer();
    expect(await server.mustExec('openssl x509 -noout -subject -in /etc/teachtrack/tls/next-ca.crt')).toContain(
      'authority',
    );
    await laptop.must(['rotate', 'ca', ...to, '--finish-ca', '--yes']);
    expect(await issuer()).not.toBe(old);
    const { body: ca } = await new LanClient(`http://${server.address}`).call<string>('/ca.crt');
    expect((await new LanClient(`https://${server.address}`, ca).call('/')).status).toBe(200);
    expect(await driftNow()).toMatchObject({ ok: true, items: [] });
  });

  test('tells point by point whether teachers may come, from evidence, or by a name and a reason', async () => {
    // As minutes after an install, when no timed look was made yet.
    await server.mustExec('rm -f /var/lib/teachtrack/state/certificate.json /var/lib/teachtrack/state/names.json');
    await waitFor('all is well', async () => (await server.exec(['teachtrackctl', 'health'])).exitCode === 0);
    const { exitCode, stdout } = await laptop.run(['golive', ...to, '--json']);
    expect(exitCode).toBe(6);
    const found = JSON.parse(stdout) as GoLive;
    const verdicts = Object.fromEntries(found.items.map(({ id, verdict }) => [id, verdict]));
    expect(verdicts).toMatchObject({
      hardware: 'met',
      settings: 'met',
      redis: 'met',
      stack: 'met',
      certificate: 'met',
      names: 'met',
      'load-test': 'not-met',
    });
    expect(found.items.filter((item) => item.verdict !== 'met').every(({ todo }) => todo !== undefined)).toBe(true);
    const waived = await laptop.run([
      'golive',
      ...to,
      '--waive',
      'load-test',
      '--reason',
      'one school first',
      '--json',
    ]);
    expect((JSON.parse(waived.stdout) as GoLive).items.find(({ id }) => id === 'load-test')).toMatchObject({
      verdict: 'waived',
      waiver: { reason: 'one school first', by: expect.stringContaining(' from ') },
    });
    const state = JSON.parse(await server.mustExec(['cat', '/var/lib/teachtrack/state/golive.json'])) as GoLive;
    expect(state.items).toHaveLength(found.items.length);
    await server.mustExec('systemctl stop teachtrack-worker@1.service');
    const down = JSON.parse((await laptop.run(['golive', ...to, '--json'])).stdout) as GoLive;
    expect(down.items.find(({ id }) => id === 'stack')).toMatchObject({ verdict: 'not-met' });
  });
});

const opens = ['sh', '-c', 'cat | mariadb --defaults-file=/dev/stdin --user=teachtrack -e "SELECT 1"'];

async function version(): Promise<string> {
  return (await server.mustExec('basename $(readlink /opt/teachtrack/current)')).trim();
}

/** Starts a rotation that dies at the crash point, and waits for its death. */
async function cutOff(what: string, point: string): Promise<{ readonly run: string }> {
  const env = ['TEACHTRACK_REHEARSAL=1', `TEACHTRACK_CRASH_POINT=${point}`];
  const { run } = JSON.parse(
    await server.mustExec(['env', ...env, 'teachtrackctl', 'rotate', what, '--start', '--json']),
  ) as { readonly run: string };
  await expect
    .poll(async () => (await server.exec(['systemctl', 'is-active', '--quiet', `teachtrack-run-${run}`])).exitCode, {
      timeout: 600_000,
      interval: 200,
    })
    .not.toBe(0);
  return { run };
}

/** A teacher at work, ten requests a second, until it is asked what became of them. */
function working() {
  const failed: string[] = [];
  let done = 0;
  let isOver = false;
  const paths = ['/me', '/terms', '/learning-areas'];
  const loop = (async () => {
    while (!isOver) {
      const path = paths[done % paths.length] ?? '/me';
      const answer = await teacher.api(path, { headers: { connection: 'close' } }).catch((error: unknown) => ({
        status: 0,
        body: String(error),
      }));
      done += 1;
      if (answer.status !== 200) failed.push(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      // Slower than the web server's own limit of a session, however long it takes.
      await pause(250);
    }
  })();
  return async () => {
    isOver = true;
    await loop;
    return { done, failed };
  };
}
