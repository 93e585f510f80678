import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../installer/contract/events.ts';
import type { CertificateState } from '../../installer/session/certificate.ts';
import type { NamesSeen } from '../../installer/session/names.ts';
import { teachtrack } from '../../provision/facts/teachtrack.ts';
import { Secret } from '../../provision/model/secret.ts';
import { pairText } from '../../provision/ops/certificate-pem.ts';
import { makeCertificate } from '../../provision/ops/certificates.ts';
import { isTooWide, laptop as laptopLooks, openBrowser, phone, violations } from '../browser/browser.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { until } from '../services/process.ts';
import { builtBundle } from './built-bundle.ts';
import { copiesByClicking } from './edge/copies-by-clicking.ts';
import { districtAuthority } from './edge/made-certificates.ts';
import { askNetwork } from './edge/multicast.ts';
import { isOpen } from './edge/port.ts';
import { secondAddress } from './edge/second-address.ts';
import { steadyVisitor } from './edge/steady-visitor.ts';
import { freshConnection, type Gui, looked, openAt, openGui, press } from './gui/gui.ts';
import { jsonLines, Laptop } from './laptop.ts';
import { waitFor } from './wait-for.ts';

const name = 'plans.district.example';
const tls = '/etc/teachtrack/tls';
const mailPassword = 'p4ss of the mail server';
const webhook = 'https://hooks.district.example/T0/s3cret-part';
const laptop = new Laptop();
let server: PracticeServer;
/** Opened by the first test that clicks. */
let gui: Gui;
let to: readonly string[];
let install: readonly string[];
let installed: string;
let district: Awaited<ReturnType<typeof districtAuthority>>;

const answers = (changes: object = {}) =>
  laptop.file(
    'answers.json',
    JSON.stringify({
      version: 1,
      tier: 150,
      names: [name, 'teachtrack.local'],
      addresses: [server.address],
      alerts: {
        mail: {
          host: 'mail.district.example',
          user: 'tt',
          passwordFile: laptop.file('mail.password', `${mailPassword}\n`),
          from: 'tt@district.example',
          to: ['it@district.example'],
        },
        webhook: { addressFile: laptop.file('webhook.url', `${webhook}\n`) },
      },
      backups: {
        nightly: '03:15',
        copies: [
          { kind: 'folder', path: '/srv/copies', mounted: false },
          {
            ...{ kind: 'sftp', host: '127.0.0.1', port: 2222, user: 'anna', folder: 'copies' },
            hostKey: server.hostKeyFingerprint,
          },
        ],
      },
      metricsFrom: [`${server.hostAddress}/32`],
      sshFrom: [`${server.hostAddress}/32`, 'fd12:20::/64'],
      ...changes,
    }),
  );

beforeAll(async () => {
  const [bundle, started] = await Promise.all([
    builtBundle(),
    startPracticeServer({ cores: 4, memoryMiB: 8192, sshPort: 2222 }),
  ]);
  server = started;
  to = laptop.to(server);
  // Somebody else's program and somebody else's rules.
  await server.mustExec(['systemd-run', '--quiet', '--unit=monitoring', 'python3', '-m', 'http.server', '9090']);
  await server.mustExec("nft 'table inet others { chain c { tcp dport 9999 accept; }; }'");
  await until('the monitoring answers', () => isOpen(server.address, 9090));
  install = ['install', ...to, '--bundle', bundle.path, '--yes', '--json', '--answers'];
  district = await districtAuthority(laptop.folder);
  await district.issue('site', name);
  const files = {
    certificate: district.path('site.crt'),
    key: district.path('site.key'),
    chain: await district.chain(),
  };
  installed = (await laptop.must([...install, answers({ tls: 'brought', certificate: files })])).stdout;
});
afterAll(async () => {
  await gui?.close();
  laptop.remove();
  await server?.stop();
});

const state = async (what: string) =>
  JSON.parse(await server.mustExec(['cat', `/var/lib/teachtrack/state/${what}.json`]));
const certificate = async (...args: readonly string[]) => {
  const { stdout, stderr, exitCode } = await laptop.run([
    'certificate',
    args[0] ?? '',
    ...to,
    ...args.slice(1),
    '--json',
  ]);
  const shown = stdout.startsWith('{"error"') ? undefined : (JSON.parse(stdout || '{}') as CertificateState);
  return { exitCode, said: `${stdout}${stderr}`, state: shown };
};

/** What the web server shows to one who comes for this name. */
function shown(host = name): Promise<{ readonly fingerprint: string; readonly chain: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: server.address, port: 443, servername: host, rejectUnauthorized: false }, () => {
      const first = socket.getPeerCertificate(true);
      const above = first.issuerCertificate;
      resolve({ fingerprint: first.fingerprint256, chain: above === undefined || above === first ? 1 : 2 });
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

/** Whether a browser that knows this authority, and no other, takes the site for what it says it is. */
function isTrustedBy(ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: server.address, port: 443, servername: name, ca }, () => {
      resolve(socket.authorized);
      socket.destroy();
    });
    socket.on('error', () => resolve(false));
  });
}

describe('what the answers begin with', () => {
  const reinstalled = async (changes: object = {}) => {
    const { stdout } = await laptop.must([...install, answers({ tls: 'brought', ...changes })]);
    return jsonLines<{ plan: Plan }>(stdout, 'plan')[0]?.plan.steps.map(({ step }) => step);
  };
  const settings = async (file: string) => JSON.parse(await server.mustExec(['cat', `/etc/teachtrack/${file}.json`]));

  test('is in force after the install, with its secrets where the monitor finds them and nowhere else', async () => {
    expect(await settings('alerts')).toEqual({
      mail: {
        ...{ host: 'mail.district.example', port: 587, security: 'starttls', user: 'tt' },
        ...{ from: 'tt@district.example', to: ['it@district.example'] },
      },
      webhook: { host: 'hooks.district.example' },
      quietHours: { from: '21:00', to: '06:00' },
      by: 'install',
    });
    const secrets = '/etc/teachtrack/secrets/alerts';
    expect(await server.mustExec(`cd ${secrets} && stat -c '%n %a %U' *`)).toBe(
      'smtp-password 600 root\nwebhook-key 600 root\nwebhook-url 600 root',
    );
    expect(await server.mustExec(['cat', `${secrets}/smtp-password`, `${secrets}/webhook-url`])).toBe(
      `${mailPassword}\n${webhook}`,
    );
    for (const secret of [mailPassword, 's3cret-part']) {
      expect(installed).not.toContain(secret);
      const places = '/etc/teachtrack /var/lib/teachtrack /run/teachtrack';
      expect(await server.mustExec(`grep -rlF -e '${secret}' ${places} || true`)).toMatch(
        new RegExp(`^${secrets}/[a-z-]+$`),
      );
    }
    expect(await server.mustExec('systemctl show -P TimersCalendar teachtrack-backup.timer')).toContain(' 03:15:00 ');
  });

  test('copies go where the answers say, once the other server lets this one in', async () => {
    const { stdout } = await laptop.must(['backup', 'targets', ...to, '--json']);
    const { targets } = JSON.parse(stdout) as { readonly targets: readonly { id: string; admits: string | null }[] };
    expect(targets).toMatchObject([{ id: 'disk', admits: null }, { id: 'server' }]);
    const line = targets[1]?.admits ?? '';
    expect(line).toMatch(/^restrict,command="internal-sftp" ssh-ed25519 /);
    const refused = await laptop.run(['backup', 'targets', ...to, '--test', 'server']);
    expect(refused.stderr).toContain('does not let this server in');
    await server.mustExec('install -d -o anna -m 700 ~anna/.ssh && cat >> ~anna/.ssh/authorized_keys', {
      stdin: `${line}\n`,
    });
    await server.mustExec('chown anna ~anna/.ssh/authorized_keys');
    await laptop.must(['backup', 'targets', ...to, '--test', 'server']);
  });

  test('is left alone by a second install; other answers count until somebody sets them on the running server', async () => {
    expect(await reinstalled()).toEqual([]);
    const mail = { host: 'other.district.example', from: 'tt@district.example', to: ['head@district.example'] };
    const other = { alerts: { mail }, backups: { nightly: 'off' } };
    expect((await reinstalled(other))?.sort()).toEqual([
      'alerts/chosen',
      'appliance/wanted-state',
      'backup/copies',
      'backup/scheduled',
      'backup/units',
    ]);
    expect(await settings('alerts')).toMatchObject({ mail, by: 'install' });
    expect(await server.exec('systemctl is-enabled teachtrack-backup.timer')).toMatchObject({ stdout: 'disabled\n' });
    await laptop.must(['alerts', 'set', ...to, '--mail-to', 'anna@district.example']);
    await laptop.must(['backup', 'targets', ...to, '--add-folder', '/srv/own', '--not-mounted', '--id', 'own']);
    const [alerts, backups] = [await settings('alerts'), await settings('backups')];
    expect((await reinstalled())?.sort()).toEqual(['appliance/wanted-state', 'backup/scheduled', 'backup/units']);
    expect([await settings('alerts'), await settings('backups')]).toEqual([alerts, backups]);
    expect(alerts).toMatchObject({ mail: { to: ['anna@district.example'] } });
    expect(await reinstalled()).toEqual([]);
  });

  test('is refused before anything is changed where a place for copies is not there', async () => {
    await server.mustExec('mv /etc/teachtrack/backups.json /root/');
    const refused = async (copy: object) => {
      const backups = { nightly: '03:15', copies: [copy] };
      const { exitCode, stdout } = await laptop.run([...install, answers({ tls: 'brought', backups })]);
      return { exitCode, error: jsonLines<{ error: { code: string; message: string } }>(stdout, 'error')[0]?.error };
    };
    expect(await refused({ kind: 'folder', path: '/srv/copies' })).toMatchObject({
      exitCode: 1,
      error: { code: 'TT-BACKUP-04', message: expect.stringContaining('no disk or share is mounted there') },
    });
    const server2 = { kind: 'sftp', host: '127.0.0.1', port: 2222, user: 'anna', folder: 'copies' };
    expect(await refused({ ...server2, hostKey: `SHA256:${'A'.repeat(43)}` })).toMatchObject({
      error: { code: 'TT-SSH-05', message: expect.stringContaining('does not have the identity') },
    });
    expect(await server.exec(['test', '-e', '/etc/teachtrack/backups.json'])).toMatchObject({ exitCode: 1 });
    await server.mustExec('mv /root/backups.json /etc/teachtrack/');
  });
});

describe('the certificate of the site', () => {
  test('that the answers bring serves from the install on, is no change of a second one, and can be given back for our own', async () => {
    expect(await isTrustedBy(readFileSync(district.path('root.crt'), 'utf8'))).toBe(true);
    expect((await certificate('show')).state).toMatchObject({ ok: true, source: 'brought', issuer: 'middle' });
    const key = readFileSync(district.path('site.key'), 'utf8').split('\n')[1] ?? '';
    const kept = await server.mustExec(
      'cat /var/lib/teachtrack/runs/*/* /etc/teachtrack/appliance.json; journalctl -b',
    );
    for (const text of [installed, kept]) expect(text).not.toContain(key);
    // Without answers: what is in force stays, the names as well.
    const again = await laptop.must(install.slice(0, -1));
    expect(jsonLines<{ plan: Plan }>(again.stdout, 'plan')[0]?.plan.steps).toEqual([]);
    expect(await certificate('own')).toMatchObject({ exitCode: 0, state: { ok: true, source: 'own' } });
  });

  test('is for every name and address, and its state is written down', async () => {
    const { exitCode, state: seen } = await certificate('show');
    expect(exitCode).toBe(0);
    expect(seen).toMatchObject({ ok: true, source: 'own', names: [name, 'teachtrack.local'], problems: [] });
    expect(seen?.addresses).toEqual([server.address]);
    expect(seen?.fingerprint).toBe((await shown()).fingerprint);
    expect(await state('certificate')).toMatchObject({ ok: true, fingerprint: seen?.fingerprint });
    expect(await server.mustExec('stat -c "%a %U:%G" /var/lib/teachtrack/state/certificate.json')).toBe(
      '640 root:teachtrack',
    );
    expect(await server.mustExec('systemctl is-active teachtrack-certificate.timer')).toBe('active');
  });

  test('is made anew without a dropped request', async () => {
    // Minutes after an install it looks by itself, and would renew before anybody was told, or be at work when we want to.
    await server.mustExec('systemctl stop teachtrack-certificate.timer teachtrack-certificate.service');
    const before = await shown();
    const visitor = steadyVisitor(server.address);
    const renewed = await certificate('renew');
    const { asked, failures } = await visitor.leave();
    expect(renewed).toMatchObject({ exitCode: 0, state: { ok: true } });
    expect(failures).toEqual([]);
    expect(asked).toBeGreaterThan(5);
    expect((await shown()).fingerprint).not.toBe(before.fingerprint);
    expect(await server.mustExec(`ls ${tls}`)).toBe('ca.crt\nca.key\nserver.pem');
  });

  test('that has ended is told, served on, and renewed by the timer’s service', async () => {
    const read = async (path: string) => `${await server.mustExec(['cat', `${tls}/${path}`])}\n`;
    const authority = { certificate: await read('ca.crt'), key: new Secret(await read('ca.key')) };
    const names = { names: [name, 'teachtrack.local'], addresses: [server.address] };
    const old = await makeCertificate(authority, names, new Date(Date.now() - 900 * 86_400_000));
    const text = pairText({ key: old.key, chain: [old.certificate] });
    await server.mustExec(`cat > ${tls}/server.pem && systemctl reload nginx`, { stdin: text });
    await expect
      .poll(async () => (await certificate('show')).state?.problems[0], { timeout: 300_000 })
      .toMatch(/^The certificate ended on/);
    expect((await certificate('show')).exitCode).toBe(6);
    await server.mustExec('systemctl start teachtrack-certificate.service');
    expect(await state('certificate')).toMatchObject({ ok: true, problems: [] });
    expect((await shown()).fingerprint).toBe((await state('certificate')).fingerprint);
  });

  test('of the district is refused when it would not work, used when it does, and given back', async () => {
    await district.issue('mail', 'mail.district.example');
    const chain = ['--chain', await district.chain()];
    const files = (crt: string, key: string) => [
      '--cert',
      district.path(`${crt}.crt`),
      '--cert-key',
      district.path(`${key}.key`),
    ];
    const own = await shown();
    const refusals = [
      [[...files('site', 'mail'), ...chain], 'The key does not belong to the certificate of site.'],
      [files('site', 'site'), 'issued by middle, whose certificate is not in the files'],
      [[...files('mail', 'mail'), ...chain], `It is not for ${name}, which teachers type.`],
    ] as const;
    for (const [flags, words] of refusals) {
      const { exitCode, said } = await certificate('use', ...flags);
      expect({ exitCode, said }).toMatchObject({ exitCode: 2, said: expect.stringContaining(words) });
      expect(said).not.toContain('PRIVATE');
    }
    expect(await shown()).toEqual(own);
    const visitor = steadyVisitor(server.address);
    const used = await certificate('use', ...files('site', 'site'), ...chain);
    expect((await visitor.leave()).failures).toEqual([]);
    expect(used).toMatchObject({
      exitCode: 0,
      state: { ok: true, source: 'brought', issuer: 'middle', nextRenewal: null },
    });
    expect(await shown()).toMatchObject({ fingerprint: used.state?.fingerprint, chain: 2 });
    expect((await certificate('renew')).said).toContain('its authority renews it, we cannot');
    expect(await certificate('own')).toMatchObject({ exitCode: 0, state: { ok: true, source: 'own' } });
    expect(await server.mustExec(`ls ${tls}`)).toBe('ca.crt\nca.key\nserver.pem');
    await server.mustExec('systemctl start teachtrack-certificate.timer');
  });
});

describe('the page on which devices learn to trust the server', () => {
  test('is served without encryption, names the authority by its fingerprint and hands out its files', async () => {
    const at = (path: string) => fetch(`http://${server.address}${path}`);
    const ca = new X509Certificate(await server.mustExec(['cat', `${tls}/ca.crt`]));
    expect((await (await at('/trust')).text()).replaceAll('<wbr>', '').replaceAll('&#58;', ':')).toContain(
      ca.fingerprint256,
    );
    const crt = await at('/trust/teachtrack-ca.crt');
    expect(crt.headers.get('content-type')).toBe('application/x-x509-ca-cert');
    expect(new X509Certificate(await crt.text()).fingerprint256).toBe(ca.fingerprint256);
    const profile = await at('/trust/trust-on-apple.mobileconfig');
    expect(profile.headers.get('content-type')).toContain('application/x-apple-aspen-config');
    for (const file of ['trust-on-windows.cmd', 'trust-on-linux.sh', 'policies.json', 'trust.js'])
      expect((await at(`/trust/${file}`)).status).toBe(200);
    expect((await at('/trust/nothing')).status).toBe(404);
  });

  test.each([laptopLooks, phone])('reads well at $width pixels and opens what fits the device', async (looks) => {
    const browser = await openBrowser(looks);
    try {
      await browser.page.goto(`http://${server.address}/trust`);
      await browser.page.getByText('Yours, it seems').waitFor();
      expect(await violations(browser.page)).toEqual([]);
      expect(await isTooWide(browser.page)).toBe(false);
    } finally {
      await browser.close();
    }
  });
});

describe('the firewall', () => {
  const others = () => server.mustExec('nft list table inet others | grep -c 9999');
  const openTo = async (from: string, ports: readonly number[]) => {
    const found = await Promise.all(ports.map((port) => isOpen(server.address, port, { from })));
    return ports.filter((_, index) => found[index]);
  };
  const open = (...ports: readonly number[]) => openTo(server.hostAddress, ports);

  test('is in force after an install that a laptop followed: SSH on its own port and the site are open, all else is not', async () => {
    expect(installed).toContain('port 9090 (python3)');
    expect(jsonLines<{ firewall: object }>(installed, 'firewall')[0]?.firewall).toMatchObject({
      ok: true,
      state: 'in-force',
    });
    expect(await open(22, 80, 443, 2222, 9090)).toEqual([80, 443, 2222]);
    expect(await state('firewall')).toMatchObject({ ok: true, sshPorts: [2222], openPorts: [80, 443, 2222] });
    expect(await others()).toBe('1');
  });

  test('lets SSH in only from where the answers say, and is refused where that shuts out the laptop that asks', async () => {
    const colleague = await secondAddress(server);
    try {
      expect(await openTo(colleague.address, [80, 443, 2222])).toEqual([80, 443]);
    } finally {
      await colleague.leave();
    }
    const { exitCode, stdout } = await laptop.run([...install, answers({ sshFrom: ['192.0.2.0/24', 'fd12::/16'] })]);
    expect(exitCode).toBe(2);
    expect(jsonLines(stdout, 'error')).toMatchObject([
      { error: { message: expect.stringContaining(`This laptop comes from ${server.hostAddress}`) } },
    ]);
  });

  test('on trial goes away by itself when nobody comes in anew, also when it shuts everybody out', async () => {
    await laptop.must(['firewall', 'off', ...to]);
    expect(await open(2222, 9090)).toEqual([2222, 9090]);
    // As ufw leaves it when somebody switches it on.
    await server.mustExec('mkdir -p /etc/ufw && echo ENABLED=yes > /etc/ufw/ufw.conf');
    const { exitCode, stderr } = await laptop.run(['firewall', 'on', ...to]);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('ufw is in charge') });
    expect(await state('firewall')).toMatchObject({ state: 'foreign', foreign: 'ufw' });
    await server.mustExec('rm /etc/ufw/ufw.conf');
    await server.mustExec(
      'cp /etc/teachtrack/firewall.nft /root/ && sed -i "s/2222/4444/" /etc/teachtrack/firewall.nft',
    );
    await server.mustExec(['teachtrackctl', 'firewall', 'on', '--seconds', '16']);
    expect(await open(2222, 9090)).toEqual([]);
    await expect.poll(() => open(2222, 9090), { timeout: 300_000 }).toEqual([2222, 9090]);
    await server.mustExec('cp /root/firewall.nft /etc/teachtrack/firewall.nft');
    const late = await server.exec(['teachtrackctl', 'firewall', 'confirm', '--word', 'x']);
    expect(late).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('no such trial') });
    const { stdout } = await laptop.must(['firewall', 'show', ...to, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, state: 'unconfirmed' });
  });

  test('is put in force by the laptop’s own new connection, and comes back with the server', async () => {
    gui = await openGui();
    const { page } = gui;
    await freshConnection(gui, server);
    await openAt(page, gui.url, '/c/c1/manage/firewall');
    await page.getByText('a laptop has to prove that it still gets in').waitFor();
    await page.getByText('Port 9090 (python3)').waitFor();
    await press(page, 'Put it in force');
    await page.getByRole('dialog').getByRole('button', { name: 'Put it in force' }).click();
    await page.getByText('This laptop came in anew, and the rules stay').waitFor({ timeout: 600_000 });
    await page.getByText('In force since').waitFor();
    await page.getByText(`open only to ${server.hostAddress}/32, fd12:20::/64, at port 2222`).waitFor();
    await looked(page, 'firewall-in-force');
    expect(await state('firewall')).toMatchObject({ ok: true, state: 'in-force' });
    expect(await open(2222, 9090)).toEqual([2222]);
    const again = await laptop.must([...install, answers()]);
    expect(jsonLines<{ plan: Plan }>(again.stdout, 'plan')[0]?.plan.steps).toEqual([]);
    await server.mustExec('systemctl start nftables');
    await server.mustExec('systemctl restart nftables');
    await expect.poll(() => server.mustExec('nft list tables'), { timeout: 300_000 }).toContain('inet teachtrack');
    const boot = server.bootId();
    await server.exec(['systemctl', 'reboot']);
    await server.rebooted(boot);
    expect(await server.mustExec('nft list table inet teachtrack')).toContain('2222');
    expect(await server.mustExec('systemctl --failed --plain --no-legend')).toBe('');
  });

  test('that somebody changed or took away by hand is told by the look of the night, and put back by the next install', async () => {
    const shownNow = async () => {
      await server.exec(['teachtrackctl', 'firewall', 'show']);
      return (await state('firewall')) as { readonly summary: string };
    };
    // What the check of the server, before an install, goes by.
    const holds = async () => teachtrack.parse((await server.exec(teachtrack.script)).stdout).firewallHolds === true;
    // It ended with the server.
    await server.mustExec(['systemd-run', '--quiet', '--unit=listener', 'python3', '-m', 'http.server', '9090']);
    await waitFor('it listens', async () => (await server.mustExec('ss -Hltn sport = :9090')) !== '');
    expect({ holds: await holds(), open: await open(2222, 9090) }).toEqual({ holds: true, open: [2222] });
    await server.mustExec(
      'nft insert rule inet teachtrack input tcp dport 9090 counter accept comment \\"monitoring\\"',
    );
    expect({ holds: await holds(), open: await open(2222, 9090) }).toEqual({ holds: false, open: [2222, 9090] });
    expect(await shownNow()).toMatchObject({ ok: false, summary: expect.stringContaining('changed the rules') });
    await server.mustExec('systemctl restart teachtrack-firewall');
    expect({ holds: await holds(), open: await open(2222, 9090) }).toEqual({ holds: true, open: [2222] });
    // As many rules as before, but other ports.
    await server.mustExec(
      `nft replace rule inet teachtrack input handle $(nft -a list table inet teachtrack | sed -n 's/.*tcp dport { 80, 443 } .*# handle //p') tcp dport '{ 80, 443, 9090 }' accept`,
    );
    expect({ holds: await holds(), open: await open(2222, 9090) }).toEqual({ holds: false, open: [2222, 9090] });
    await server.mustExec('nft delete table inet teachtrack');
    expect(await holds()).toBe(false);
    await server.mustExec('systemctl start teachtrack-drift.service');
    expect(await state('firewall')).toMatchObject({ ok: false, summary: expect.stringContaining('took the rules') });
    const { items } = (await state('drift')) as { readonly items: readonly { readonly id: string }[] };
    expect(items.map(({ id }) => id)).toContain('unit:teachtrack-firewall.service:restart');
    const { stdout } = await laptop.must([...install, answers()]);
    expect(jsonLines<{ plan: Plan }>(stdout, 'plan')[0]?.plan.steps.map(({ step }) => step)).toEqual([
      'firewall/in-force',
    ]);
    expect({ holds: await holds(), open: await open(443, 2222, 9090) }).toEqual({ holds: true, open: [443, 2222] });
    await server.mustExec('systemctl stop listener');
    expect(await state('firewall')).toMatchObject({ ok: true, state: 'in-force' });
  });

  test('that does not fit any more because SSH has moved is noticed by the look of the night, and told', async () => {
    const config = '/etc/ssh/sshd_config.d/moved.conf';
    await server.mustExec(`echo 'Port 2223' > ${config} && systemctl start teachtrack-drift.service`);
    const told = { ok: false, state: 'unconfirmed', summary: expect.stringContaining('another SSH port?') };
    expect(await state('firewall')).toMatchObject({ ...told, sshPorts: [2222, 2223] });
    const { items } = (await state('drift')) as {
      readonly items: readonly { readonly id: string; readonly panel: [] }[];
    };
    expect(items.find(({ id }) => id === 'file:/etc/teachtrack/firewall.nft')).toMatchObject({ panel: [] });
    await server.mustExec(`rm ${config} && systemctl start teachtrack-drift.service`);
    expect(await state('firewall')).toMatchObject({ ok: true, sshPorts: [2222] });
    expect(await state('drift')).toMatchObject({ ok: true });
  });
});

test('the figures are read by whoever the answers name', async () => {
  const metrics = () => fetch(`http://${server.address}/metrics`).then((answer) => answer.text());
  await expect.poll(metrics, { timeout: 600_000 }).toContain('teachtrack_service_up{service="database"} 1');
});

describe('the local name', () => {
  test('is answered by multicast on the network, through the firewall', async () => {
    const answer = await askNetwork('teachtrack.local', server.hostAddress);
    expect(answer.includes(Buffer.from(server.address.split('.').map(Number)))).toBe(true);
  });

  test('and the DNS name are told as the server and the laptop see them, with what to enter in the DNS', async () => {
    const { stdout, exitCode } = await laptop.run(['names', ...to, '--json']);
    const seen = JSON.parse(stdout) as NamesSeen;
    expect(exitCode).toBe(6);
    expect(seen.names).toMatchObject([
      { name, kind: 'dns', ok: null, fromLaptop: [], laptopOk: false },
      { name: 'teachtrack.local', kind: 'mdns', ok: true, leadsTo: [server.address] },
    ]);
    expect(seen.ticket).toContain(`${name}.  A  ${server.address}`);
    const { page } = gui;
    await openAt(page, gui.url, '/c/c1/manage/names');
    await page
      .getByRole('region', { name: 'Request for the DNS' })
      .getByText(`${name}.  A  ${server.address}`)
      .waitFor();
    await page.getByText('answers for it itself').waitFor();
    await looked(page, 'names');
    expect(await state('names')).toMatchObject({ ok: null, ownAddresses: [server.address], strayAddresses: [] });
  });
});

test('places for copies of backups are added, tried and removed by clicking', async () => {
  await copiesByClicking(gui, server);
  await looked(gui.page, 'backups-copies');
  const { targets } = JSON.parse((await laptop.must(['backup', 'targets', ...to, '--json'])).stdout) as {
    readonly targets: readonly object[];
  };
  expect(targets).toMatchObject([{ id: 'own' }, { id: 'server', user: 'plain' }]);
});

test('an uninstall takes the firewall and the local name away, and leaves what others have', async () => {
  await server.mustExec("nft 'table inet others { chain c { tcp dport 9999 accept; }; }'");
  await laptop.must(['uninstall', ...to, '--remove-data', '--yes', server.address]);
  expect(await server.mustExec('nft list tables')).toBe('table inet others');
  const left =
    'ls -d /etc/teachtrack /etc/systemd/system/teachtrack* /etc/systemd/system/*/teachtrack* /etc/systemd/system/avahi* /etc/avahi';
  expect(await server.mustExec(`${left} 2>/dev/null || true`)).toBe('');
  expect(await server.mustExec('getent passwd avahi || true')).toBe('');
});
