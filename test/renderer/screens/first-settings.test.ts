import { describe, expect, test } from 'vitest';
import { draftOfAnswers, readAlerts } from '../../../renderer/screens/configure/alerts-answers.ts';
import { draftOf, readDraft } from '../../../renderer/screens/upkeep/alerts-draft.ts';
import { noCopy, readCopy } from '../../../renderer/screens/upkeep/copy-draft.ts';

const sftp = {
  ...{ ...noCopy, kind: 'sftp' as const, host: 'nas.school.example', user: 'backup', folder: 'copies' },
  hostKey: `SHA256:${'A'.repeat(43)}`,
} as const;

describe('a place for copies', () => {
  test('is taken as it was typed, with spaces and line breaks at its edges', () => {
    expect(readCopy({ ...noCopy, path: '  /mnt/usb-disk\n' })).toMatchObject({ copy: { path: '/mnt/usb-disk' } });
    expect(readCopy({ ...noCopy, path: '/mnt/диск' })).toMatchObject({ kind: 'valid' });
    expect(readCopy({ ...sftp, host: ' fd00::9 ', hostKey: `${sftp.hostKey}\n` })).toMatchObject({
      copy: { host: 'fd00::9', port: 22 },
    });
  });

  test.each([
    [{ ...noCopy, path: '' }, 'path'],
    [{ ...noCopy, path: '   ' }, 'path'],
    [{ ...noCopy, path: '/mnt/a\nb' }, 'path'],
    [{ ...noCopy, path: `/${'x'.repeat(10_000)}` }, 'path'],
    [{ ...sftp, host: '' }, 'host'],
    [{ ...sftp, host: '-oProxyCommand=x' }, 'host'],
    [{ ...sftp, host: 'школа' }, 'host'],
    [{ ...sftp, port: '' }, 'port'],
    [{ ...sftp, port: '0' }, 'port'],
    [{ ...sftp, port: '70000' }, 'port'],
    [{ ...sftp, port: 'ssh' }, 'port'],
    [{ ...sftp, user: 'a;b' }, 'user'],
    [{ ...sftp, folder: 'a b' }, 'folder'],
    [{ ...sftp, hostKey: '' }, 'hostKey'],
    [{ ...sftp, hostKey: 'x'.repeat(10_000) }, 'hostKey'],
  ])('is refused at the field that is not right (%#)', (draft, field) => {
    const read = readCopy(draft);
    expect(read.kind === 'invalid' ? Object.keys(read.problems) : []).toEqual([field]);
  });
});

describe('who is told', () => {
  const none = { mailPassword: false, webhookUrl: false };
  const draft = {
    ...draftOfAnswers(undefined),
    ...{ host: 'mail.school.example', from: 'tt@school.example', to: 'head@school.example, it@школа.example\n' },
  };

  test('is an answer without the secrets, which go apart', () => {
    const secrets = {
      signsIn: true,
      user: 'tt',
      password: 'p4ss',
      withWebhook: true,
      url: 'https://hooks.example/s3cret',
    };
    const read = readAlerts({ ...draft, ...secrets }, undefined, none);
    expect(read).toMatchObject({
      alerts: { mail: { user: 'tt', to: ['head@school.example', 'it@школа.example'] }, webhook: {} },
      secrets: { mailPassword: 'p4ss', webhookUrl: 'https://hooks.example/s3cret' },
    });
    expect(JSON.stringify('alerts' in read && read.alerts)).not.toMatch(/p4ss|s3cret/);
  });

  test('keeps the files of the answers until something else is typed', () => {
    const before = {
      mail: { host: 'x', from: 'a@b', to: ['a@b'], user: 'tt', passwordFile: 'mail.password' },
      webhook: { addressFile: 'hook' },
    };
    const known = { mailPassword: true, webhookUrl: true };
    const typed = { ...draft, signsIn: true, user: 'tt', withWebhook: true };
    expect(readAlerts(typed, before, known)).toMatchObject({
      alerts: { mail: { passwordFile: 'mail.password' }, webhook: { addressFile: 'hook' } },
      secrets: {},
    });
    const read = readAlerts({ ...typed, password: 'new' }, before, known);
    expect(JSON.stringify(read)).not.toContain('mail.password');
  });

  test('names the mail server’s own authority as long as there is encryption, and takes it back', () => {
    const ca = '-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n';
    const own = { ...draft, ownAuthority: true, ca };
    expect(readAlerts(own, undefined, none)).toMatchObject({ alerts: { mail: { ca } } });
    const plain = readAlerts({ ...own, security: 'none' }, undefined, none);
    expect('alerts' in plain && plain.alerts?.mail).not.toHaveProperty('ca');
    const mail = { host: 'x', port: 587, security: 'starttls', from: 'a@b', to: ['a@b'], ca } as const;
    const now = { mail: { ...mail, to: [...mail.to] } };
    expect(draftOf(now)).toMatchObject({ ownAuthority: true, ca });
    for (const part of [{ ownAuthority: false }, { security: 'none' as const }])
      expect(readDraft({ ...own, ...part }, now)).toMatchObject({ wish: { mail: { ca: null } } });
  });

  test('is nobody when neither way is wanted', () => {
    expect(readAlerts({ ...draft, withMail: false }, undefined, none)).toMatchObject({ alerts: undefined });
  });

  test.each([
    [{ host: '' }, 'host'],
    [{ host: 'x'.repeat(10_000) }, 'host'],
    [{ port: '70000' }, 'port'],
    [{ ownAuthority: true, ca: '' }, 'ca'],
    [{ ownAuthority: true, ca: 'x'.repeat(30_000) }, 'ca'],
    [{ ownAuthority: true, ca: '-----BEGIN OPENSSH PRIVATE KEY-----' }, 'ca'],
    [{ from: 'a@b\nc@d' }, 'from'],
    [{ to: ' \n ' }, 'to'],
    [{ signsIn: true, user: 'tt', password: '' }, 'password'],
    [{ signsIn: true, user: '', password: 'x' }, 'user'],
    [{ withWebhook: true, url: '' }, 'url'],
    [{ withWebhook: true, url: 'file:///etc/shadow' }, 'url'],
    [{ quiet: true, quietFrom: '25:00' }, 'quietFrom'],
  ])('is refused at the field that is not right (%#)', (part, field) => {
    const read = readAlerts({ ...draft, ...part }, undefined, none);
    expect(read.kind === 'invalid' ? Object.keys(read.problems) : []).toEqual([field]);
  });
});
