import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changed, keep } from '../../../../provision/ctl/alerts/change.ts';
import { secretsIn } from '../../../../provision/ctl/alerts/channels.ts';
import { type AlertSettings, noAlerts, readAlertSettings } from '../../../../provision/ctl/alerts/settings.ts';
import type { World } from '../../../../provision/ctl/world.ts';
import { makeAuthority } from '../../../../provision/ops/certificates.ts';

let folder: string;
let world: World;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teachtrack-alerts-'));
  const operation = { alertSettings: join(folder, 'alerts.json'), alertSecrets: join(folder, 'secrets') };
  world = { operation } as World;
});
afterEach(() => rmSync(folder, { recursive: true }));

const mail = {
  'mail-host': 'mail.school.example',
  'mail-from': 'tt@school.example',
  'mail-to': 'a@b.example, c@d.example',
};
const settled = (): AlertSettings => readAlertSettings(world.operation.alertSettings);

test('keeps the authority of the mail server by its file or itself, until it is taken away; anything else is refused', async () => {
  const { certificate } = await makeAuthority('Mail');
  const file = join(folder, 'ca.pem');
  writeFileSync(file, certificate);
  for (const wish of [file, certificate]) {
    keep(world, changed(noAlerts, { ...mail, 'mail-ca': wish }, []));
    expect(settled().mail?.ca).toBe(certificate);
  }
  keep(world, changed(settled(), { 'mail-to': 'e@f.example' }, []));
  expect(settled().mail?.ca).toBe(certificate);
  keep(world, changed(settled(), { 'mail-ca': 'none' }, []));
  expect(settled().mail).not.toHaveProperty('ca');
  expect(() => changed(noAlerts, { ...mail, 'mail-ca': join(folder, 'nowhere') }, [])).toThrow(/cannot be read/);
  expect(() => changed(noAlerts, { ...mail, 'mail-ca': '-----BEGIN NONSENSE' }, [])).toThrow(/no certificate in PEM/);
});

test('fills in what is usual and changes only what is named', () => {
  keep(world, changed(noAlerts, { ...mail, 'mail-user': 'tt', 'password-stdin': true }, ['p4ss word', '']));
  expect(settled()).toEqual({
    mail: {
      host: 'mail.school.example',
      port: 587,
      security: 'starttls',
      user: 'tt',
      from: 'tt@school.example',
      to: ['a@b.example', 'c@d.example'],
    },
    quietHours: { from: '21:00', to: '06:00' },
  });
  keep(world, changed(settled(), { 'mail-to': 'e@f.example', quiet: 'none' }, []));
  expect(settled()).toMatchObject({ mail: { user: 'tt', to: ['e@f.example'] } });
  expect(settled().quietHours).toBeUndefined();
  const secrets = secretsIn(world.operation.alertSecrets);
  expect(secrets('smtp-password')?.reveal()).toBe('p4ss word');
  expect(statSync(join(folder, 'secrets/smtp-password')).mode & 0o777).toBe(0o600);
  keep(world, changed(settled(), { 'no-mail': true }, []));
  expect(secrets('smtp-password')).toBeUndefined();
});

test('keeps the whole address of a webhook among the secrets and makes a key for it', () => {
  const change = changed(noAlerts, { 'webhook-stdin': true }, ['https://hooks.example/T0/secret-part']);
  keep(world, change);
  expect(settled().webhook).toEqual({ host: 'hooks.example' });
  expect(readFileSync(world.operation.alertSettings, 'utf8')).not.toContain('secret-part');
  const secrets = secretsIn(world.operation.alertSecrets);
  expect(secrets('webhook-url')?.reveal()).toBe('https://hooks.example/T0/secret-part');
  expect(secrets('webhook-key')?.reveal()).toMatch(/^[\w-]{43}$/);
});

test.each([
  ['a password that would travel in the clear', { ...mail, 'mail-user': 'tt', 'mail-security': 'none' }, /unencrypted/],
  ['a recipient that is none', { ...mail, 'mail-to': 'nobody' }, /mail\.to\.0: is not a mail address/],
  ['a header in an address', { ...mail, 'mail-from': 'a@b.example\nBcc: x@y' }, /mail\.from/],
  ['a port that is none', { ...mail, 'mail-port': '99999' }, /mail\.port/],
  ['hours that are none', { quiet: '9-5' }, /quietHours/],
  ['a webhook that is none', { 'webhook-stdin': true }, /standard input/],
] as const)('refuses %s', (_what, flags, why) => {
  expect(() => changed(noAlerts, flags, [])).toThrow(why);
});

test('refuses a webhook that is no web address', () => {
  expect(() => changed(noAlerts, { 'webhook-stdin': true }, ['file:///etc/shadow'])).toThrow(/http or https/);
});
