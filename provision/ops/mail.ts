import { rootCertificates } from 'node:tls';
import { ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';

/** How to reach a mail server. */
export type MailServer = {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` or not at all, or `none`: nothing is encrypted. */
  readonly security: 'tls' | 'starttls' | 'none';
  /** Authority that its certificate may be of beside the well-known ones, in PEM. */
  readonly ca?: string;
  readonly user?: string;
  readonly password?: Secret;
};

export type Mail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Kept the same when a mail is tried again, so that a mailbox shows it once. */
  readonly messageId: string;
};

/** Hands the mail to the server. Rejects with TT-MAIL-01 and the reason in words. */
export async function sendMail(server: MailServer, mail: Mail): Promise<void> {
  // Loaded when there is something to send: the other commands start without it.
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    dnsTimeout: 10_000,
    ...(server.ca === undefined ? {} : { tls: { ca: [...rootCertificates, server.ca] } }),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(server.user === undefined ? {} : { auth: { user: server.user, pass: server.password?.reveal() ?? '' } }),
  });
  try {
    await transport.sendMail({ ...mail, to: [...mail.to] });
  } catch (cause) {
    throw new ProvisionError({ code: 'TT-MAIL-01', message: reasonOf(cause, server), cause });
  } finally {
    transport.close();
  }
}

const reasons: Readonly<Record<string, string>> = {
  EDNS: 'its name was not found',
  ENOTFOUND: 'its name was not found',
  ECONNREFUSED: 'it refused the connection',
  ECONNECTION: 'it could not be reached',
  ESOCKET: 'the connection failed',
  ETIMEDOUT: 'it did not answer in time',
  ETLS: 'it offers no encrypted connection in the way that was asked for',
  EAUTH: 'it refused the user name or the password',
  EENVELOPE: 'it refused the sender or a recipient',
  EMESSAGE: 'it refused the message',
};

const certificateReasons: readonly (readonly [RegExp, string])[] = [
  [/altname|does not match certificate/i, 'its certificate is for another name'],
  [/certificate has expired|CERT_HAS_EXPIRED/i, 'its certificate has ended'],
  [
    /self.signed|issuer certificate|first certificate|SELF_SIGNED|UNABLE_TO_/i,
    'its certificate is of an authority that is not known here; give the certificate of that authority to the alerts (under “Alerts” in the app, or with --mail-ca)',
  ],
];

function reasonOf(thrown: unknown, { host, port }: MailServer): string {
  const { code, response, cause, message } = thrown as NodeJS.ErrnoException & { readonly response?: string };
  const inner = (cause as NodeJS.ErrnoException | undefined)?.code ?? /\bE[A-Z]{4,}\b/.exec(message)?.[0];
  const why =
    certificateReasons.find(([like]) => like.test(`${inner} ${code} ${message}`))?.[1] ??
    reasons[inner ?? ''] ??
    reasons[code ?? ''] ??
    'it gave no reason that we know';
  const said = (response ?? message ?? '').replace(/\s+/g, ' ').slice(0, 200);
  return `The mail server ${host}:${port} did not take the mail: ${why}${said === '' ? '' : ` (${said})`}.`;
}
