import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KeyPair, makeAuthority, makeCertificate } from '../../provision/ops/certificates.ts';
import type { PracticeServer } from '../practice-server/practice-server.ts';
import { type MailSink, startMailSink } from '../services/mail-sink.ts';
import { startWebhookSink, type WebhookSink } from '../services/webhook-sink.ts';
import { installedServer } from './installed-server.ts';
import { LanClient } from './lan-client.ts';
import { jsonLines, type Laptop } from './laptop.ts';

/** They wait for a minute of silence each: `npm run drills` runs them. */
const drill = test.runIf(process.env['TEACHTRACK_DRILLS'] === 'all');

let server: PracticeServer;
let laptop: Laptop;
let mail: MailSink;
let hooks: WebhookSink;
let to: readonly string[];
let site: LanClient;
let webhookKey = '';
let authority: KeyPair;

beforeAll(async () => {
  ({ server, laptop } = await installedServer('small'));
  to = laptop.to(server);
  site = new LanClient(`http://${server.address}`);
  authority = await makeAuthority('Mail of the district');
  const { certificate, key } = await makeCertificate(authority, { names: [], addresses: [server.hostAddress] });
  [mail, hooks] = await Promise.all([
    startMailSink({ host: server.hostAddress, tls: { cert: certificate, key: key.reveal() } }),
    startWebhookSink(server.hostAddress),
  ]);
});
afterAll(async () => {
  await Promise.all([mail?.stop(), hooks?.stop()]);
  laptop?.remove();
  await server?.stop();
});

const pidOf = async (unit: string) => server.mustExec(`systemctl show -P MainPID ${unit}`);
/** The first mail from now on whose text is like this, and how long it took. */
async function mailLike(like: RegExp, since: number): Promise<{ readonly text: string; readonly afterMs: number }> {
  for (const until = Date.now() + 600_000; Date.now() < until; await pause(100)) {
    const found = mail.mails.find(({ text, atMs }) => atMs >= since && like.test(text));
    if (found !== undefined) return { text: found.text, afterMs: found.atMs - since };
  }
  throw new Error(`no mail like ${like} came: ${mail.mails.map(({ text }) => text).join(' | ')}`);
}

/** Asks until the site answers this; gives the milliseconds since then. */
async function siteAnswers(status: number, since: number): Promise<number> {
  for (const until = Date.now() + 600_000; Date.now() < until; await pause(50)) {
    const answer = await site.call('/health').catch(() => undefined);
    if (answer?.status === status) return Date.now() - since;
  }
  throw new Error(`the site never answered ${status}`);
}

/** Mails that somebody asked for: a machine that is busy with other tests may be ill in between, and say so. */
const tests = () => mail.mails.filter(({ raw }) => raw.includes('this is a test of the alerts'));

const healthState = async () => JSON.parse(await server.mustExec('cat /var/lib/teachtrack/state/health.json'));

describe('a server that is watched', () => {
  test('says how it is in four lines and in figures, and the exit code tells', async () => {
    const { stdout } = await laptop.must(['health', ...to]);
    expect(stdout).toMatch(/^Database: Connected \(\d+\/250 connections, [\d.]+% used\)$/m);
    expect(stdout).toContain('Overall Health: 4/4 services healthy (100%)');
    const found = JSON.parse((await laptop.must(['health', ...to, '--json'])).stdout);
    expect(found).toMatchObject({ ok: true, summary: expect.stringMatching(/^All well\. \d+ p/) });
    for (const [name, part] of Object.entries(found.figures))
      if (name !== 'certificate') expect(part, name).not.toBeNull();
    expect(found.figures.queues.map(({ name }: { name: string }) => name)).toContain('generation');
    await expect.poll(healthState, { timeout: 600_000 }).toMatchObject({ ok: true, figures: { api: { wanted: 2 } } });
  });

  test('keeps a history, and gives metrics to this machine alone', async () => {
    const size = await server.mustExec('stat -L -c %s /var/lib/teachtrack/state/history/*.ring');
    expect(size.split('\n')).toEqual(['1474560', '1474560']);
    // As the API, which draws it.
    const read = 'setpriv --reuid teachtrack --regid teachtrack --clear-groups cat';
    const history = await server.mustExec(`${read} /var/lib/teachtrack/state/history/fine.ring | tr -d '\\0'`);
    expect(history).toContain('"dbMax":250');
    const metrics = await server.mustExec(
      `/opt/teachtrack/current/bin/node -e "fetch('http://127.0.0.1:9331/metrics').then(r => r.text()).then(console.log)"`,
    );
    expect(metrics).toContain('teachtrack_service_up{service="database"} 1');
    expect(metrics).toMatch(/^teachtrack_database_connections \d+$/m);
    expect((await site.call('/metrics')).status).toBe(403);
  });

  test('tells nobody before somebody was named, then by mail and webhook, and keeps no secret where it may be read', async () => {
    const nobody = await laptop.run(['alerts', 'test', ...to, '--json']);
    expect(jsonLines<{ error: { code: string } }>(nobody.stdout, 'error')[0]?.error.code).toBe('TT-ANSWERS-01');
    const hook = laptop.file('hook', `http://${server.hostAddress}:${hooks.port}/services/T0/in-the-path`);
    const now = ['--mail-host', server.hostAddress, '--mail-port', String(mail.port)];
    const mailed = ['--mail-from', 'tt@school.example', '--mail-to', 'it@school.example', '--quiet', '00:00-23:59'];
    const { stdout } = await laptop.must([
      ...['alerts', 'set', ...to, ...now, ...mailed, '--webhook-file', hook, '--json'],
    ]);
    webhookKey = (JSON.parse(stdout) as { webhookKey: string }).webhookKey;
    const stranger = await laptop.run(['alerts', 'test', ...to, '--json']);
    expect(stranger).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('authority that is not known here'),
    });
    await laptop.must(['alerts', 'set', ...to, '--mail-ca', laptop.file('mail-ca.pem', authority.certificate)]);
    await laptop.must(['alerts', 'test', ...to]);
    expect(tests().map(({ encrypted }) => encrypted)).toEqual([true]);
    const { body = '', headers = {} } = hooks.posts.at(-1) ?? {};
    const [, seconds, signature] = /^t=(\d+),v1=(\w+)$/.exec(String(headers['x-teachtrack-signature'])) ?? [];
    expect(signature).toBe(createHmac('sha256', webhookKey).update(`${seconds}.${body}`).digest('hex'));
    const shown = await server.mustExec(
      'cat /etc/teachtrack/alerts.json /var/lib/teachtrack/state/*.json; journalctl --no-pager -o cat -b',
    );
    for (const secret of ['in-the-path', webhookKey]) expect(shown).not.toContain(secret);
  });

  test('sends a test when the panel asks for one, and refuses what is not on the list', async () => {
    const asked = (id: string, action: string) =>
      JSON.stringify({ id, action, by: 'Amina Odhiambo', at: new Date().toISOString() });
    const asTheApi = ['setpriv', '--reuid=teachtrack', '--regid=teachtrack', '--clear-groups', 'sh', '-c'];
    const spool = '/var/lib/teachtrack/requests';
    for (const [id, action] of [
      ['request-01', 'reboot'],
      ['request-02', 'alert-test'],
    ] as const)
      await server.mustExec([...asTheApi, `cat > ${spool}/x && mv ${spool}/x ${spool}/${id}.json`], {
        stdin: asked(id, action),
      });
    const outcomes = async () => {
      const state = await server.mustExec('cat /var/lib/teachtrack/state/requests.json 2>/dev/null || echo "{}"');
      const { outcomes: all = [] } = JSON.parse(state) as { outcomes?: { id: string; state: string }[] };
      return all.map(({ id, state: how }) => `${id} ${how}`).sort();
    };
    await expect.poll(outcomes, { timeout: 600_000 }).toEqual(['request-01 refused', 'request-02 done']);
    expect(tests()).toHaveLength(2);
  });

  test('says when the monitor was killed, at once and in quiet hours', async () => {
    const since = Date.now();
    const posted = hooks.posts.length;
    await server.mustExec(`kill -KILL ${await pidOf('teachtrack-monitor')}`);
    const { text, afterMs } = await mailLike(/The monitor was started again at .*something killed it/, since);
    expect(text).toContain('What to do');
    console.log(`monitor killed: alert after ${(afterMs / 1000).toFixed(1)} s`);
    const told = () => hooks.posts.slice(posted).map(({ body }) => JSON.parse(body) as { details?: object[] });
    await expect.poll(told).toContainEqual(
      expect.objectContaining({
        kind: 'alert',
        details: expect.arrayContaining([expect.objectContaining({ rule: 'monitor' })]),
      }),
    );
  });

  test('serves again and tells when the database and a Redis were killed', async () => {
    const since = Date.now();
    const redis = 'redis-server@teachtrack-queue';
    await server.mustExec(`kill -KILL ${await pidOf('mariadb')} ${await pidOf(redis)}`);
    const back = async () =>
      server.mustExec('systemctl show -P NRestarts -P ActiveState mariadb').then((text) => text.split('\n').sort());
    await expect.poll(back, { timeout: 600_000, interval: 50 }).toEqual(['1', 'active']);
    const servedMs = await siteAnswers(200, since);
    const [database, queue] = await Promise.all(
      [/mariadb\.service ended/, /redis-server@teachtrack-queue\.service ended/].map((text) => mailLike(text, since)),
    );
    console.log(
      `database and Redis killed: served after ${(servedMs / 1000).toFixed(1)} s, alerts after ${((database?.afterMs ?? 0) / 1000).toFixed(1)} s and ${((queue?.afterMs ?? 0) / 1000).toFixed(1)} s`,
    );
  });

  drill('tells that the database hangs', async () => {
    const pid = await pidOf('mariadb');
    const since = Date.now();
    await server.mustExec(`kill -STOP ${pid}`);
    const { afterMs } = await mailLike(/The database is not well: nobody can sign in or save/, since);
    const ill = await laptop.run(['health', ...to]);
    await server.mustExec(`kill -CONT ${pid}`);
    expect(ill, `${ill.stdout}${ill.stderr}`).toMatchObject({ exitCode: 6 });
    const goes = Date.now();
    const servedMs = await siteAnswers(200, goes);
    console.log(
      `database stopped: alert after ${(afterMs / 1000).toFixed(1)} s; going on, served after ${(servedMs / 1000).toFixed(1)} s`,
    );
  });

  drill('is started again when it hangs, says so, and a mail server that was away gets what it missed', async () => {
    expect(await server.mustExec('systemctl show -P WatchdogUSec teachtrack-monitor')).toBe('1min 30s');
    mail.refuseWith('Try again later');
    const since = Date.now();
    await server.mustExec(`kill -STOP ${await pidOf('teachtrack-monitor')}`);
    const alerts = async () => JSON.parse(await server.mustExec('cat /var/lib/teachtrack/state/alerts.json'));
    const tried = { channel: 'mail', state: 'waiting', reason: expect.stringContaining('Try again later') };
    await expect
      .poll(async () => (await alerts()).deliveries, { timeout: 240_000, interval: 500 })
      .toContainEqual(expect.objectContaining(tried));
    mail.refuseWith(undefined);
    const { afterMs } = await mailLike(/it had stopped answering/, since);
    console.log(
      `monitor stopped, watchdog of 90 s: alert after ${(afterMs / 1000).toFixed(1)} s with a mail server away`,
    );
    // Begun before the monitor died: what it knew outlived it.
    await mailLike(/WELL AGAIN: A service is down/, since - 60_000);
    const { stdout } = await laptop.must(['alerts', 'show', ...to]);
    expect(stdout).toContain('The monitor itself had to be started again');
  });

  drill('that ends again and again has its last word told before it is started again', async () => {
    const since = Date.now();
    const stateOf = () => server.mustExec('systemctl show -P ActiveState teachtrack-monitor');
    for (const until = since + 300_000; (await stateOf()) !== 'failed' && Date.now() < until; await pause(500))
      await server.exec(['systemctl', 'kill', '--signal=KILL', 'teachtrack-monitor']);
    // systemd keeps the reason of the last end as the result, and says in the journal that it gave up.
    expect(await server.mustExec('journalctl -u teachtrack-monitor -o cat -n 50')).toContain('repeated too quickly');
    const { text, afterMs } = await mailLike(/nobody measures it and no other alert will come/, since);
    expect(text).toContain('systemctl restart teachtrack-monitor');
    console.log(`monitor killed until systemd gave up: told after ${(afterMs / 1000).toFixed(1)} s`);
    expect(hooks.posts.map(({ body }) => body)).toContainEqual(
      expect.stringContaining('the monitor does not run any more'),
    );
    await server.mustExec('systemctl reset-failed teachtrack-monitor && systemctl start teachtrack-monitor');
    await expect.poll(stateOf, { timeout: 600_000 }).toBe('active');
  });
});
