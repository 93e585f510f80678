import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../model/secret.ts';
import { sendMail } from '../../ops/mail.ts';
import { postWebhook } from '../../ops/webhook.ts';
import type { AlertSecret, AlertSettings } from './settings.ts';

/** What is told, in the two forms it is told in. */
export type Message = {
  readonly id: string;
  readonly at: string;
  readonly subject: string;
  readonly text: string;
  /** `alert`, `reminder`, `well-again` or `test`, with what it is about. */
  readonly kind: string;
  readonly details: readonly unknown[];
};

export type ChannelName = 'mail' | 'webhook';

export type Channel = {
  readonly name: ChannelName;
  /** Where it goes, for people. */
  readonly to: string;
  readonly send: (message: Message) => Promise<void>;
};

/** Gives the secret of that name, or undefined when it is not set. */
export type Secrets = (name: AlertSecret) => Secret | undefined;

/** Secrets as files of a folder: our own, or systemd's credentials, which have the folder's name before theirs. */
export function secretsIn(folder: string | undefined, prefix = ''): Secrets {
  return (name) => {
    const path = join(folder ?? '/nowhere', `${prefix}${name}`);
    return existsSync(path) ? new Secret(readFileSync(path, 'utf8').trim()) : undefined;
  };
}

/** The ways that are set up, mail first. */
export function channelsOf({ mail, webhook }: AlertSettings, secrets: Secrets, site: string): readonly Channel[] {
  const channels: Channel[] = [];
  if (mail !== undefined) {
    const password = secrets('smtp-password');
    const { host, port, security, ca } = mail;
    const server = { host, port, security, ...(ca === undefined ? {} : { ca }) } as const;
    const signIn = mail.user === undefined ? {} : { user: mail.user, ...(password === undefined ? {} : { password }) };
    channels.push({
      name: 'mail',
      to: mail.to.join(', '),
      send: ({ id, subject, text }) => {
        const messageId = `<${id}@${mail.host.replace(/[^A-Za-z0-9.-]/g, '-')}>`;
        return sendMail({ ...server, ...signIn }, { from: mail.from, to: mail.to, subject, text, messageId });
      },
    });
  }
  const url = secrets('webhook-url');
  const key = secrets('webhook-key');
  if (webhook !== undefined && url !== undefined && key !== undefined) {
    channels.push({
      name: 'webhook',
      to: webhook.host,
      send: ({ id, at, kind, subject, text, details }) =>
        postWebhook({ url, key }, JSON.stringify({ id, at, site, kind, subject, text, details })),
    });
  }
  return channels;
}
