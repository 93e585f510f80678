import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Channel, channelsOf, type Message, type Secrets } from '../../../../provision/ctl/alerts/channels.ts';
import type { AlertSettings } from '../../../../provision/ctl/alerts/settings.ts';
import { Secret } from '../../../../provision/model/secret.ts';
import { type KeyPair, makeAuthority, makeCertificate } from '../../../../provision/ops/certificates.ts';
import { type MailSink, startMailSink } from '../../../services/mail-sink.ts';
import { startWebhookSink, type WebhookSink } from '../../../services/webhook-sink.ts';

const message: Message = {
  id: 'm-1',
  at: '2026-03-02T07:00:00.000Z',
  subject: 'Westlands: the disk is nearly full — 84 %',
  text: 'The disk is 84 % full.\n\nWhat to do: …',
  kind: 'alert',
  details: [{ rule: 'disk' }],
};
const signIn = { user: 'alerts', password: 'a long secret of the mail server' };
const secretValues = new Map([
  ['smtp-password', signIn.password],
  ['webhook-key', 'a key that both sides know'],
]);
const secrets: Secrets = (name) => {
  const value = secretValues.get(name);
  return value === undefined ? undefined : new Secret(value);
};
const mailTo = (port: number, more: Partial<NonNullable<AlertSettings['mail']>> = {}): AlertSettings => ({
  mail: { host: '127.0.0.1', port, security: 'none', from: 'tt@school.example', to: ['it@school.example'], ...more },
});
const only = (settings: AlertSettings) => channelsOf(settings, secrets, 'Westlands')[0] as Channel;

describe('mail', () => {
  let open: MailSink;
  let guarded: MailSink;
  beforeAll(async () => {
    [open, guarded] = await Promise.all([startMailSink(), startMailSink({ signIn })]);
  });
  afterAll(async () => {
    await Promise.all([open.stop(), guarded.stop()]);
  });

  test('reaches every recipient, whole, under the same name when it is sent again', async () => {
    const channel = only(mailTo(open.port, { to: ['it@school.example', 'Head <head@school.example>'] }));
    await channel.send(message);
    await channel.send(message);
    expect(open.mails).toHaveLength(2);
    expect(open.mails[0]).toMatchObject({
      from: 'tt@school.example',
      to: ['it@school.example', 'head@school.example'],
    });
    expect(open.mails[0]?.text).toContain('The disk is 84 % full.');
    expect(open.mails[0]?.text).toContain('…');
    for (const { raw } of open.mails) expect(raw).toContain('Message-ID: <m-1@127.0.0.1>');
  });

  test('signs in where the server wants it, and says so when it is refused', async () => {
    await only(mailTo(guarded.port, { user: signIn.user })).send(message);
    expect(guarded.mails[0]?.user).toBe('alerts');
    const wrong = only(mailTo(guarded.port, { user: 'somebody' }));
    await expect(wrong.send(message)).rejects.toMatchObject({
      code: 'TT-MAIL-01',
      message: expect.stringContaining('refused the user name or the password'),
    });
  });

  test('sends nothing unencrypted where encryption is asked for', async () => {
    const before = open.mails.length;
    for (const security of ['starttls', 'tls'] as const) {
      const sent = only(mailTo(open.port, { security })).send(message);
      await expect(sent).rejects.toMatchObject({ code: 'TT-MAIL-01' });
    }
    expect(open.mails).toHaveLength(before);
  });

  test('tells why it did not get through', async () => {
    open.refuseWith('Mailbox is full');
    await expect(only(mailTo(open.port)).send(message)).rejects.toThrow(/Mailbox is full/);
    open.refuseWith(undefined);
    await expect(only(mailTo(1)).send(message)).rejects.toThrow(/127\.0\.0\.1:1 .*it refused the connection/);
  });
});

describe('mail over TLS', () => {
  const sinks = new Map<string, MailSink>();
  let authority: KeyPair;
  const sink = (name: string) => sinks.get(name) as MailSink;
  const sent = (name: string, more: object) => only(mailTo(sink(name).port, more)).send(message);

  beforeAll(async () => {
    authority = await makeAuthority('Mail');
    const [right, other] = await Promise.all([
      makeCertificate(authority, { names: [], addresses: ['127.0.0.1'] }),
      makeCertificate(authority, { names: ['mail.elsewhere.example'], addresses: [] }),
    ]);
    const tls = ({ certificate, key }: KeyPair, secure: boolean) => ({ cert: certificate, key: key.reveal(), secure });
    for (const [name, options] of [
      ['starttls', tls(right, false)],
      ['tls', tls(right, true)],
      ['other', tls(other, true)],
    ] as const)
      sinks.set(name, await startMailSink({ signIn, tls: options }));
  });
  afterAll(async () => {
    for (const one of sinks.values()) await one.stop();
  });

  test('is delivered encrypted and signed in, by STARTTLS and from the first byte, with an authority of one’s own', async () => {
    for (const security of ['starttls', 'tls'] as const) {
      await sent(security, { security, ca: authority.certificate, user: signIn.user });
      expect(sink(security).mails).toMatchObject([{ encrypted: true, user: 'alerts' }]);
    }
  });

  test('is not handed to a server whose certificate nobody vouches for or that is another one’s; the password neither', async () => {
    const stranger = (await makeAuthority('Somebody else')).certificate;
    for (const [name, more, words] of [
      ['starttls', {}, /authority that is not known here; .*--mail-ca/],
      ['tls', {}, /authority that is not known here/],
      ['tls', { ca: stranger }, /authority that is not known here/],
      ['other', { ca: authority.certificate }, /its certificate is for another name/],
    ] as const) {
      const before = sink(name).mails.length;
      const security = name === 'starttls' ? 'starttls' : 'tls';
      await expect(sent(name, { security, user: signIn.user, ...more })).rejects.toMatchObject({
        code: 'TT-MAIL-01',
        message: expect.stringMatching(words),
      });
      expect(sink(name).mails).toHaveLength(before);
      expect(sink(name).signIns).toBe(before);
    }
  });
});

describe('webhook', () => {
  let sink: WebhookSink;
  beforeAll(async () => {
    sink = await startWebhookSink();
  });
  afterAll(() => sink.stop());
  beforeEach(() => {
    secretValues.set('webhook-url', `http://127.0.0.1:${sink.port}/hooks/token-in-the-path`);
  });
  const channel = () => only({ webhook: { host: '127.0.0.1' } });

  test('posts JSON that the key proves', async () => {
    await channel().send(message);
    const { body, headers, path } = sink.posts[0] ?? { body: '', headers: {}, path: '' };
    expect(path).toBe('/hooks/token-in-the-path');
    expect(JSON.parse(body)).toMatchObject({ id: 'm-1', site: 'Westlands', kind: 'alert', subject: message.subject });
    const [, seconds = '', signature] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(`${headers['x-teachtrack-signature']}`) ?? [];
    const wanted = createHmac('sha256', 'a key that both sides know').update(`${seconds}.${body}`).digest('hex');
    expect(signature).toBe(wanted);
  });

  test('takes neither an error nor a redirection for a delivery, and shows no path', async () => {
    for (const status of [500, 302]) {
      sink.answerWith(status);
      const sent = channel().send(message);
      await expect(sent).rejects.toMatchObject({
        code: 'TT-MAIL-02',
        message: expect.stringContaining(`answered ${status}`),
      });
      await expect(sent).rejects.not.toThrow(/token-in-the-path/);
    }
    expect(sink.posts.map(({ path }) => path)).not.toContain('/elsewhere');
  });
});
