import { alertsWish } from '../../../installer/contract/calls/alerts.ts';
import type { In, Out } from '../../state/face.ts';

/** What is typed so far; the password and the webhook's address are never shown again once they are saved. */
export type AlertsDraft = {
  readonly withMail: boolean;
  readonly host: string;
  readonly port: string;
  readonly security: 'tls' | 'starttls' | 'none';
  /** The mail server's certificate is of an authority that computers do not know by themselves. */
  readonly ownAuthority: boolean;
  /** Certificate of that authority, PEM. */
  readonly ca: string;
  readonly signsIn: boolean;
  readonly user: string;
  readonly password: string;
  readonly from: string;
  readonly to: string;
  readonly withWebhook: boolean;
  readonly url: string;
  readonly quiet: boolean;
  readonly quietFrom: string;
  readonly quietTo: string;
};

export const usualPorts = { starttls: '587', tls: '465', none: '25' } as const;

export function draftOf({ mail, webhook, quietHours }: Out<'alerts.get'>): AlertsDraft {
  return {
    withMail: mail !== undefined || webhook === undefined,
    host: mail?.host ?? '',
    port: String(mail?.port ?? usualPorts.starttls),
    security: mail?.security ?? 'starttls',
    ownAuthority: mail?.ca !== undefined,
    ca: mail?.ca ?? '',
    signsIn: mail?.user !== undefined,
    user: mail?.user ?? '',
    password: '',
    from: mail?.from ?? '',
    to: mail?.to.join('\n') ?? '',
    withWebhook: webhook !== undefined,
    url: '',
    quiet: quietHours !== undefined,
    quietFrom: quietHours?.from ?? '21:00',
    quietTo: quietHours?.to ?? '06:00',
  };
}

type Wish = In<'alerts.set'>['wish'];
/** By field, what is wrong with it. */
export type Problems = Readonly<Partial<Record<keyof AlertsDraft, string>>>;
export type Read =
  | { readonly kind: 'valid'; readonly wish: Wish }
  | { readonly kind: 'invalid'; readonly problems: Problems };

/** Judged by the contract's own schema, so that what is sent is what the program takes. */
export function readDraft(draft: AlertsDraft, now: Out<'alerts.get'>): Read {
  const { withMail, withWebhook, quiet } = draft;
  const wish: Wish = {
    ...(withMail
      ? { mail: { ...mailOf(draft), ...authorityOf(draft, now) } }
      : now.mail === undefined
        ? {}
        : { mail: null }),
    ...webhookOf(draft, now),
    quietHours: quiet ? { from: draft.quietFrom, to: draft.quietTo } : null,
  };
  const parsed = alertsWish.safeParse(wish);
  const missing: Problems = {
    ...(withMail && draft.signsIn && draft.user.trim() === '' ? { user: 'is empty' } : {}),
    ...(withMail && draft.ownAuthority && draft.security !== 'none' && draft.ca === '' ? { ca: 'is missing' } : {}),
    ...(withWebhook && now.webhook === undefined && draft.url.trim() === '' ? { url: 'is empty' } : {}),
  };
  if (parsed.success && Object.keys(missing).length === 0) return { kind: 'valid', wish };
  const found = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => [fieldOf(path), message] as const);
  return { kind: 'invalid', problems: { ...Object.fromEntries(found), ...missing } };
}

function mailOf({ host, port, security, signsIn, user, password, from, to }: AlertsDraft): NonNullable<Wish['mail']> {
  return {
    host,
    port: Number(port),
    security,
    from,
    to: to
      .split(/[\n,]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    ...(signsIn && user.trim() !== '' ? { user } : {}),
    ...(signsIn && password !== '' ? { password } : {}),
  };
}

/** Without encryption there is no certificate. */
function authorityOf(
  { security, ownAuthority, ca }: AlertsDraft,
  { mail }: Out<'alerts.get'>,
): Pick<NonNullable<Wish['mail']>, 'ca'> {
  if (ownAuthority && security !== 'none') return { ca };
  return mail?.ca === undefined ? {} : { ca: null };
}

/** The address is a secret that is not shown: an empty field keeps the one that is known. */
function webhookOf({ withWebhook, url }: AlertsDraft, now: Out<'alerts.get'>): Pick<Wish, 'webhook'> {
  if (!withWebhook) return now.webhook === undefined ? {} : { webhook: null };
  return url.trim() === '' ? {} : { webhook: { url: url.trim() } };
}

function fieldOf([first, second]: readonly PropertyKey[]): keyof AlertsDraft {
  if (first === 'webhook') return 'url';
  if (first === 'quietHours') return second === 'to' ? 'quietTo' : 'quietFrom';
  return String(second) as keyof AlertsDraft;
}
