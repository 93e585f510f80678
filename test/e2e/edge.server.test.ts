import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../installer/contract/events.ts';
import type { CertificateState } from '../../installer/session/certificate.ts';
import { Secret } from '../../provision/model/secret.ts';
import { pairText } from '../../provision/ops/certificate-pem.ts';
import { makeCertificate } from '../../provision/ops/certificates.ts';
import { type PracticeServer, startPracticeServer } from '../practice-server/practice-server.ts';
import { builtBundle } from './built-bundle.ts';
import { districtAuthority } from './edge/made-certificates.ts';
import { steadyVisitor } from './edge/steady-visitor.ts';
import { jsonLines, Laptop } from './laptop.ts';

const name = 'plans.district.example';
const tls = '/etc/teachtrack/tls';
const laptop = new Laptop();
let server: PracticeServer;
let to: readonly string[];
let install: readonly string[];

const answers = (changes: object = {}) =>
  laptop.file(
    'answers.json',
    JSON.stringify({
      version: 1,
      tier: 150,
      names: [name, 'teachtrack.local'],
      addresses: [server.address],
      ...changes,
    }),
  );

beforeAll(async () => {
  const [bundle, started] = await Promise.all([
    builtBundle(['bookworm']),
    startPracticeServer({ cores: 4, memoryMiB: 8192, sshPort: 2222 }),
  ]);
  server = started;
  to = laptop.to(server);
  install = ['install', ...to, '--bundle', bundle.path, '--yes', '--json', '--answers'];
  await laptop.must([...install, answers()]);
});
afterAll(async () => {
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

describe('the certificate of the site', () => {
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
      .poll(async () => (await certificate('show')).state?.problems[0], { timeout: 60_000 })
      .toMatch(/^The certificate ended on/);
    expect((await certificate('show')).exitCode).toBe(6);
    await server.mustExec('systemctl start teachtrack-certificate.service');
    expect(await state('certificate')).toMatchObject({ ok: true, problems: [] });
    expect((await shown()).fingerprint).toBe((await state('certificate')).fingerprint);
  });

  test('of the district is refused when it would not work, used when it does, and given back', async () => {
    const district = await districtAuthority(laptop.folder);
    await Promise.all([district.issue('site', name), district.issue('mail', 'mail.district.example')]);
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
    const again = await laptop.must([...install, answers({ tls: 'brought' })]);
    expect(jsonLines<{ plan: Plan }>(again.stdout, 'plan')[0]?.plan.steps).toEqual([]);
    expect((await certificate('renew')).said).toContain('its authority renews it, we cannot');
    expect(await certificate('own')).toMatchObject({ exitCode: 0, state: { ok: true, source: 'own' } });
    expect(await server.mustExec(`ls ${tls}`)).toBe('ca.crt\nca.key\nserver.pem');
  });
});
