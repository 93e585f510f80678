import { describe, expect, test } from 'vitest';
import { parseAnswers, wantedFrom } from '../../../installer/contract/answers.ts';
import { answersIn } from '../../../installer/session/default-answers.ts';

function problems(value: unknown): string[] {
  const parsed = parseAnswers(value);
  return parsed.kind === 'valid' ? [] : parsed.problems.map((one) => `${one.place}: ${one.problem}`);
}

const mail = { host: 'mail.district.example', from: 'TeachTrack <tt@district.example>', to: ['head@school.example'] };
const sftp = {
  kind: 'sftp',
  host: '10.0.0.9',
  user: 'backup',
  folder: 'copies',
  hostKey: `SHA256:${'A'.repeat(43)}`,
};

describe('answers', () => {
  test('the shortest file is enough, the rest has defaults', () => {
    const parsed = parseAnswers({ version: 1 });
    expect(parsed.kind).toBe('valid');
    if (parsed.kind !== 'valid') return;
    const wanted = wantedFrom(parsed.answers, {
      tier: 500,
      addresses: ['10.0.0.5'],
      names: [],
      timeZone: 'Africa/Nairobi',
    });
    expect(wanted).toMatchObject({ tier: 500, addresses: ['10.0.0.5'], displayName: 'TeachTrack' });
  });

  test.each([
    [{ version: 2 }, 'version: is not 1: this program reads answers of version 1'],
    [{ version: 1, teir: 500 }, 'teir: is not a known field'],
    [{ version: 1, server: { hots: 'x' } }, 'server.hots: is not a known field'],
    [{ version: 1, tier: 1000 }, 'tier: is not 150, 500 or 2000'],
    [{ version: 1, addresses: ['300.1.1.1'] }, 'addresses.0: is not an IPv4 or IPv6 address'],
    [{ version: 1, server: { port: 0 } }, 'server.port: is below 1'],
    [{ version: 1, server: { port: 70000 } }, 'server.port: is above 65535'],
    [{ version: 1, server: { host: 'two words' } }, 'server.host: is neither an IP address nor a DNS name'],
    [{ version: 1, timeZone: 'Mars/Base' }, 'timeZone: is not a time zone such as Africa/Nairobi'],
    [
      { version: 1, sshFrom: ['10.20.0.0/40'] },
      'sshFrom.0: is neither a subnet such as 10.20.0.0/16 nor an IP address',
    ],
    [{ version: 1, sshFrom: ['office'] }, 'sshFrom.0: is neither a subnet such as 10.20.0.0/16 nor an IP address'],
    [{ version: 1, sshFrom: '10.20.0.0/16' }, 'sshFrom: should be a list'],
    [{ version: 1, sshFrom: Array(51).fill('10.0.0.1') }, 'sshFrom: are more than 50'],
    [{ version: 1, displayName: '   ' }, 'displayName: is empty'],
    [{ version: 1, displayName: 'a\nb' }, 'displayName: has a line break or a control character'],
    [{ version: 1, displayName: 'x'.repeat(10_000) }, 'displayName: is longer than 60 characters'],
    [{ version: 1, names: 'school' }, 'names: should be a list'],
    [
      { version: 1, overrides: [{ requirement: 'link-speed', reason: 'ok' }] },
      'overrides.0.reason: is too short to be a reason: say in 10 characters or more why',
    ],
    [
      { version: 1, raisedSubnets: [{ cidr: '10.0.0.0/40', label: 'x' }] },
      'raisedSubnets.0.cidr: is not a subnet such as 10.20.0.0/16',
    ],
    [
      { version: 1, alerts: { mail: { ...mail, host: 'two words' } } },
      'alerts.mail.host: is neither a name nor an IP address',
    ],
    [{ version: 1, alerts: { mail: { ...mail, port: 70_000 } } }, 'alerts.mail.port: is above 65535'],
    [{ version: 1, alerts: { mail: { ...mail, from: 'head' } } }, 'alerts.mail.from: is not a mail address'],
    [{ version: 1, alerts: { mail: { ...mail, ca: 'ca.crt' } } }, 'alerts.mail.ca: is no certificate'],
    [
      { version: 1, alerts: { mail: { ...mail, ca: '-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----' } } },
      'alerts.mail.ca: holds a private key: only the certificate of the authority is needed',
    ],
    [{ version: 1, alerts: { mail: { ...mail, to: [] } } }, 'alerts.mail.to: names nobody'],
    [{ version: 1, alerts: { mail: { ...mail, to: ['a b@c'] } } }, 'alerts.mail.to.0: is not a mail address'],
    [{ version: 1, alerts: { mail: { ...mail, password: 'hunter2' } } }, 'alerts.mail.password: is not a known field'],
    [
      { version: 1, alerts: { mail: { ...mail, user: 'tt', security: 'none' } } },
      'alerts.mail.security: would send the password unencrypted: choose starttls or tls',
    ],
    [
      { version: 1, alerts: { mail: { ...mail, security: 'ssl' } } },
      'alerts.mail.security: is not tls, starttls or none',
    ],
    [
      { version: 1, alerts: { quietHours: { from: '25:00', to: '06:00' } } },
      'alerts.quietHours.from: is not a time such as 21:00',
    ],
    [
      { version: 1, alerts: { quietHours: 'never' } },
      'alerts.quietHours: is neither none nor two times such as from: "21:00", to: "06:00"',
    ],
    [{ version: 1, alerts: { webhook: { url: 'https://x' } } }, 'alerts.webhook.url: is not a known field'],
    [{ version: 1, backups: { nightly: '1:30' } }, 'backups.nightly: is neither a time such as 01:30 nor off'],
    [{ version: 1, backups: { copies: [{ kind: 'ftp' }] } }, 'backups.copies.0.kind: is none of folder, sftp and smb'],
    [
      { version: 1, backups: { copies: [{ kind: 'smb', share: '//nas', user: 'keeper' }] } },
      'backups.copies.0.share: is not a share such as //nas/backups or \\\\nas\\backups',
    ],
    [
      { version: 1, backups: { copies: [{ kind: 'smb', share: '//nas/backups', user: 'HILL\\keeper' }] } },
      'backups.copies.0.user: is the name alone: a domain has a field of its own, and the password is not part of it',
    ],
    [
      { version: 1, backups: { copies: [{ kind: 'folder', path: 'mnt' }] } },
      'backups.copies.0.path: is not a full path on the server, such as /mnt/usb',
    ],
    [
      { version: 1, backups: { copies: [{ kind: 'folder', path: `/${'x'.repeat(10_000)}` }] } },
      'backups.copies.0.path: is longer than 200 characters',
    ],
    [
      { version: 1, backups: { copies: [{ ...sftp, hostKey: 'ssh-ed25519 AAAA' }] } },
      'backups.copies.0.hostKey: is not a fingerprint in the form SHA256:…',
    ],
    [{ version: 1, backups: { copies: [{ ...sftp, port: 0 }] } }, 'backups.copies.0.port: is below 1'],
    [{ version: 1, backups: { copies: [{ ...sftp, user: 'a;b' }] } }, 'backups.copies.0.user: is not a user name'],
    [
      {
        version: 1,
        backups: {
          copies: [
            { ...sftp, id: 'a' },
            { ...sftp, id: 'a' },
          ],
        },
      },
      'backups.copies: have the same id twice',
    ],
    ['a text', 'the file: should be a group of fields'],
    [null, 'the file: should be a group of fields'],
  ])('refused with its place (%#)', (value, problem) => {
    expect(problems(value)).toContain(problem);
  });

  test('addresses of both families, names in any case and other scripts in the display name are taken', () => {
    const value = {
      version: 1,
      displayName: 'Mkoa wa Mwanza 学校',
      names: ['TeachTrack.Local'],
      addresses: ['fd00::5', '192.168.1.20'],
      server: { host: 'fd00::5', port: 2222 },
    };
    const parsed = parseAnswers(value);
    expect(parsed).toMatchObject({ kind: 'valid', answers: { names: ['teachtrack.local'] } });
  });

  test('from where SSH is let in comes back as the same answers, and is not named where it is from everywhere', () => {
    const beside = { tier: 500, addresses: [], names: [], timeZone: 'Africa/Nairobi' } as const;
    const parsed = parseAnswers({ version: 1, sshFrom: [' 10.20.0.0/16', 'fd12:20::/64', '10.20.0.0/16'] });
    if (parsed.kind !== 'valid') throw new Error(JSON.stringify(parsed.problems));
    const wanted = wantedFrom(parsed.answers, { ...beside, addresses: [], names: [] });
    expect(wanted.firewall).toEqual({ kind: 'on', alsoOpen: [], sshFrom: ['10.20.0.0/16', 'fd12:20::/64'] });
    expect(wantedFrom(answersIn(wanted), wanted).firewall).toEqual(wanted.firewall);
    expect(wantedFrom({ version: 1, sshFrom: [] }, wanted).firewall).toEqual({ kind: 'on', alsoOpen: [] });
  });

  test('alerts and copies have what is usual where nothing is said, and come back as the same answers', () => {
    const parsed = parseAnswers({
      version: 1,
      alerts: { mail: { ...mail, user: 'tt', passwordFile: '~/mail.password' }, webhook: { addressFile: 'hook' } },
      backups: { copies: [{ kind: 'folder', path: '/mnt/usb' }, sftp, { ...sftp, host: 'fd00::9' }] },
    });
    if (parsed.kind !== 'valid') throw new Error(JSON.stringify(parsed.problems));
    const wanted = wantedFrom(parsed.answers, { tier: 500, addresses: [], names: [], timeZone: 'Africa/Nairobi' });
    expect(wanted.alerts).toEqual({
      mail: { ...mail, port: 587, security: 'starttls', user: 'tt' },
      webhook: true,
      quietHours: { from: '21:00', to: '06:00' },
    });
    expect(wanted.backups).toMatchObject({
      nightly: '01:30',
      copies: [
        { id: 'disk', path: '/mnt/usb', mounted: true },
        { id: 'server', port: 22, fingerprint: sftp.hostKey },
        { id: 'server-2', host: 'fd00::9' },
      ],
    });
    expect(JSON.stringify(wanted)).not.toContain('mail.password');
    const again = parseAnswers(answersIn(wanted));
    if (again.kind !== 'valid') throw new Error(JSON.stringify(again.problems));
    const { alerts, backups } = wantedFrom(again.answers, wanted);
    expect({ alerts, backups }).toEqual({ alerts: wanted.alerts, backups: wanted.backups });
  });

  test('nothing is said of alerts and backups where the answers say nothing', () => {
    const wanted = wantedFrom({ version: 1 }, { tier: 500, addresses: [], names: [], timeZone: 'UTC' });
    expect(wanted).not.toHaveProperty('alerts');
    expect(wanted).not.toHaveProperty('backups');
  });
});
