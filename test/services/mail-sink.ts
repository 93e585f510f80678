import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type TakenMail = {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly raw: string;
  /** The body, decoded. */
  readonly text: string;
  readonly encrypted: boolean;
  readonly user: string | undefined;
  readonly atMs: number;
};

export type MailSink = {
  readonly port: number;
  readonly mails: readonly TakenMail[];
  /** How often somebody sent a password, right or wrong. */
  readonly signIns: number;
  /** While set, every mail is refused with this. */
  refuseWith(reason: string | undefined): void;
  stop(): Promise<void>;
};

export type MailSinkOptions = {
  /** Default loopback. */
  readonly host?: string;
  /** Nothing is taken without this sign-in. */
  readonly signIn?: { readonly user: string; readonly password: string };
  /** Key and certificate in PEM: STARTTLS is offered, or everything is encrypted with `secure`. */
  readonly tls?: Pick<SMTPServerOptions, 'key' | 'cert' | 'secure'>;
};

/** A real mail server that keeps what it takes. */
export async function startMailSink({ host = '127.0.0.1', signIn, tls }: MailSinkOptions = {}): Promise<MailSink> {
  const mails: TakenMail[] = [];
  let signIns = 0;
  let refusal: string | undefined;
  const server = new SMTPServer({
    ...tls,
    authOptional: signIn === undefined,
    allowInsecureAuth: tls === undefined,
    disabledCommands: [...(tls === undefined ? ['STARTTLS'] : []), ...(signIn === undefined ? ['AUTH'] : [])],
    onAuth: ({ username, password }, _session, done) => {
      signIns += 1;
      const isRight = username === signIn?.user && password === signIn?.password;
      done(isRight ? null : new Error('Wrong user name or password'), isRight ? { user: username } : undefined);
    },
    onData: (stream, session, done) => {
      text(stream).then((raw) => {
        if (refusal !== undefined) return done(Object.assign(new Error(refusal), { responseCode: 451 }));
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw,
          text: bodyOf(raw),
          encrypted: session.secure,
          user: typeof session.user === 'string' ? session.user : undefined,
          atMs: Date.now(),
        });
        done();
      }, done);
    },
  });
  server.on('error', () => {});
  const listening = server.listen(0, host);
  await once(listening, 'listening');
  return {
    port: (listening.address() as AddressInfo).port,
    mails,
    get signIns() {
      return signIns;
    },
    refuseWith: (reason) => {
      refusal = reason;
    },
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** Of a mail of one part: what a mail program would show. */
function bodyOf(raw: string): string {
  const end = raw.search(/\r?\n\r?\n/);
  const body = raw.slice(end).trim();
  const encoding = /^content-transfer-encoding: *(\S+)/im.exec(raw.slice(0, end))?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
