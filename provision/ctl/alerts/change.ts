import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeDurable, writeDurable } from '../../engine/durable.ts';
import { type Flags, text, usage } from '../command.ts';
import type { World } from '../world.ts';
import { type AlertSecret, type AlertSettings, alertSecrets, alertSettingsShape } from './settings.ts';

export type Change = {
  readonly settings: AlertSettings;
  /** Undefined takes the secret away. */
  readonly secrets: ReadonlyMap<AlertSecret, string | undefined>;
};

/** The settings as the flags of `alerts set` want them; `lines` is what came on the standard input. */
export function changed(before: AlertSettings, flags: Flags, lines: readonly string[]): Change {
  const secrets = new Map<AlertSecret, string | undefined>();
  const rest = [...lines];
  const next = (what: string) => rest.shift() || fail(`${what} is missing on the standard input.`);
  if (flags['password-stdin'] === true) secrets.set('smtp-password', next('The password of the mail server'));
  const mail = flags['no-mail'] === true ? undefined : mailOf(before.mail, flags);
  if (mail === undefined || mail.user === undefined) secrets.set('smtp-password', undefined);
  const webhook = webhookOf(before, flags, () => next('The address of the webhook'), secrets);
  const quietHours = quietOf(before, text(flags, 'quiet'));
  const found = alertSettingsShape.safeParse({
    ...(mail === undefined ? {} : { mail }),
    ...(webhook === undefined ? {} : { webhook }),
    ...(quietHours === undefined ? {} : { quietHours }),
  });
  if (!found.success)
    throw usage(
      found.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' · '),
      found.error,
    );
  return { settings: found.data, secrets };
}

/** Not looked at yet: the schema does. */
type Draft = { readonly user?: string | undefined; readonly ca?: string | undefined; readonly [name: string]: unknown };

function mailOf(before: AlertSettings['mail'], flags: Flags): Draft | undefined {
  const given = Object.fromEntries(
    [
      ['host', text(flags, 'mail-host')],
      ['port', numberOf(text(flags, 'mail-port'))],
      ['security', text(flags, 'mail-security')],
      ['ca', authorityOf(text(flags, 'mail-ca'))],
      ['user', text(flags, 'mail-user')],
      ['from', text(flags, 'mail-from')],
      [
        'to',
        text(flags, 'mail-to')
          ?.split(',')
          .map((one) => one.trim()),
      ],
    ].filter(([, value]) => value !== undefined),
  ) as { host?: string; port?: number; security?: string; ca?: string; user?: string; from?: string; to?: string[] };
  if (Object.keys(given).length === 0) return before;
  const mail = { security: 'starttls', ...before, ...given };
  const port = mail.port ?? { tls: 465, none: 25 }[mail.security] ?? 587;
  const { user, ca, ...others } = mail;
  const signsIn = user !== undefined && user !== 'none';
  if (signsIn && mail.security === 'none' && !/^(localhost|127\.|::1$)/.test(mail.host ?? ''))
    throw usage('With --mail-security none the password would cross the network unencrypted. Use starttls or tls.');
  const trusts = ca !== undefined && ca !== 'none';
  return { ...others, port, ...(trusts ? { ca } : {}), ...(signsIn ? { user } : {}) };
}

/** The laptop sends the certificate itself, a person at the server names its file. */
function authorityOf(wish: string | undefined): string | undefined {
  if (wish === undefined || wish === 'none' || wish.includes('-----BEGIN')) return wish;
  try {
    return readFileSync(wish, 'utf8');
  } catch (cause) {
    throw usage(`The file of the mail server's authority, ${wish}, cannot be read.`, cause);
  }
}

function webhookOf(
  before: AlertSettings,
  flags: Flags,
  next: () => string,
  secrets: Map<AlertSecret, string | undefined>,
): AlertSettings['webhook'] {
  if (flags['no-webhook'] === true) {
    secrets.set('webhook-url', undefined).set('webhook-key', undefined);
    return undefined;
  }
  if (flags['webhook-stdin'] !== true) return before.webhook;
  const address = next();
  const url = URL.canParse(address) ? new URL(address) : fail('The webhook is no address such as https://host/path.');
  if (!/^https?:$/.test(url.protocol)) fail('The webhook is to be http or https.');
  secrets.set('webhook-url', url.href).set('webhook-key', randomBytes(32).toString('base64url'));
  return { host: url.host };
}

function quietOf(before: AlertSettings, wish: string | undefined): AlertSettings['quietHours'] {
  if (wish === undefined) return before.quietHours;
  if (wish === 'none') return undefined;
  const [from = '', to = '', ...more] = wish.split('-');
  if (more.length > 0) fail('--quiet is two times such as 21:00-06:00, or none.');
  return { from, to };
}

/** Secrets first: settings that want a secret which is not there yet would send nothing. */
export function keep({ operation }: World, { settings, secrets }: Change): void {
  mkdirSync(operation.alertSecrets, { recursive: true, mode: 0o700 });
  for (const name of alertSecrets) {
    if (!secrets.has(name)) continue;
    const value = secrets.get(name);
    if (value === undefined) removeDurable(join(operation.alertSecrets, name));
    else writeDurable(join(operation.alertSecrets, name), `${value}\n`);
  }
  writeDurable(operation.alertSettings, `${JSON.stringify(settings, undefined, 2)}\n`, 0o644);
}

function numberOf(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function fail(message: string): never {
  throw usage(message);
}
