import type { AlertsAnswers } from '../../../installer/contract/first-settings.ts';
import type { In, Out } from '../../state/face.ts';
import { type AlertsDraft, draftOf, type Problems, readDraft } from '../upkeep/alerts-draft.ts';

type Wanted = Out<'answers.get'>['wanted']['alerts'];
/** Which secrets are known: typed here, or in a file that the answers name. */
export type KnownSecrets = { readonly mailPassword: boolean; readonly webhookUrl: boolean };
export type Secrets = NonNullable<In<'answers.set'>['secrets']>;

export function knownSecrets({ answers, typed }: Out<'answers.get'>): KnownSecrets {
  const { mail, webhook } = answers.alerts ?? {};
  return {
    mailPassword: typed.includes('mailPassword') || mail?.passwordFile !== undefined,
    webhookUrl: typed.includes('webhookUrl') || webhook?.addressFile !== undefined,
  };
}

export function draftOfAnswers(wanted: Wanted): AlertsDraft {
  const draft = draftOf(settingsOf(wanted));
  // Nobody has to be told; who opens this most likely wants somebody to be.
  return wanted === undefined ? { ...draft, quiet: true } : draft;
}

export type Read =
  | { readonly kind: 'valid'; readonly alerts: AlertsAnswers | undefined; readonly secrets: Secrets }
  | { readonly kind: 'invalid'; readonly problems: Problems };

/** As on a running server, but that a secret which is nowhere known has to be typed. */
export function readAlerts(draft: AlertsDraft, before: AlertsAnswers | undefined, known: KnownSecrets): Read {
  if (!draft.withMail && !draft.withWebhook) return { kind: 'valid', alerts: undefined, secrets: {} };
  const read = readDraft(draft, known.webhookUrl ? { webhook: { host: '' } } : {});
  const lacks = draft.withMail && draft.signsIn && draft.password === '' && !known.mailPassword;
  if (read.kind === 'invalid' || lacks) {
    const problems = read.kind === 'invalid' ? read.problems : {};
    return { kind: 'invalid', problems: { ...problems, ...(lacks ? { password: 'is empty' } : {}) } };
  }
  const { mail, webhook, quietHours } = read.wish;
  const { passwordFile } = before?.mail ?? {};
  const { addressFile } = before?.webhook ?? {};
  return {
    kind: 'valid',
    alerts: {
      ...(mail === undefined || mail === null
        ? {}
        : {
            mail: {
              host: mail.host,
              port: mail.port,
              security: mail.security,
              ...(typeof mail.ca === 'string' ? { ca: mail.ca } : {}),
              ...(mail.user === undefined ? {} : { user: mail.user }),
              ...(mail.user === undefined || mail.password !== undefined || passwordFile === undefined
                ? {}
                : { passwordFile }),
              from: mail.from,
              to: [...mail.to],
            },
          }),
      ...(draft.withWebhook
        ? { webhook: webhook === undefined && addressFile !== undefined ? { addressFile } : {} }
        : {}),
      quietHours: quietHours ?? 'none',
    },
    secrets: {
      ...(mail?.password === undefined ? {} : { mailPassword: mail.password }),
      ...(webhook === undefined || webhook === null ? {} : { webhookUrl: webhook.url }),
    },
  };
}

/** The wanted alerts as a running server would tell its own. */
function settingsOf(wanted: Wanted): Out<'alerts.get'> {
  if (wanted === undefined) return {};
  const { mail, webhook, quietHours } = wanted;
  return {
    ...(mail === undefined ? {} : { mail }),
    ...(webhook ? { webhook: { host: '' } } : {}),
    ...(quietHours === undefined ? {} : { quietHours }),
  };
}
