import { Secret } from '../../../provision/model/secret.ts';
import { askCtl, installedOrStagedCtl, jsonOf } from '../ctl.ts';
import type { OpenServer } from '../open-server.ts';
import { answerOf } from './ask.ts';

export type AlertsWish = {
  /** Null takes it away; what is absent stays as it is. */
  readonly mail?: {
    readonly host: string;
    readonly port: number;
    readonly security: 'tls' | 'starttls' | 'none';
    readonly ca?: string | null;
    readonly user?: string;
    readonly password?: string;
    readonly from: string;
    readonly to: readonly string[];
  } | null;
  readonly webhook?: { readonly url: string } | null;
  readonly quietHours?: { readonly from: string; readonly to: string } | null;
};

export async function alertSettingsOf(server: OpenServer): Promise<unknown> {
  return (await answerOf<{ readonly settings: unknown }>(server, ['alerts', 'show'])).settings;
}

/** Secrets travel on the standard input only. */
export async function setAlerts({ transport }: OpenServer, wish: AlertsWish): Promise<unknown> {
  const lines: string[] = [];
  const flags: string[] = [];
  const { mail, webhook, quietHours } = wish;
  if (mail === null) flags.push('--no-mail');
  else if (mail !== undefined) {
    const { host, port, security, ca, user, password, from, to } = mail;
    flags.push(`--mail-host=${host}`, `--mail-port=${port}`, `--mail-security=${security}`);
    flags.push(`--mail-user=${user ?? 'none'}`, `--mail-from=${from}`, `--mail-to=${to.join(',')}`);
    if (ca !== undefined) flags.push(`--mail-ca=${ca ?? 'none'}`);
    if (user !== undefined && password !== undefined) {
      flags.push('--password-stdin');
      lines.push(password);
    }
  }
  if (webhook === null) flags.push('--no-webhook');
  else if (webhook !== undefined) {
    flags.push('--webhook-stdin');
    lines.push(webhook.url);
  }
  if (quietHours === null) flags.push('--quiet=none');
  else if (quietHours !== undefined) flags.push(`--quiet=${quietHours.from}-${quietHours.to}`);
  const argv = installedOrStagedCtl('alerts', 'set', ...flags, '--json');
  const stdin = lines.length === 0 ? {} : { stdin: new Secret(lines.join('\n')) };
  return jsonOf(await askCtl(transport, { argv, ...stdin }));
}

/** Sends one in every way that is set up. One that did not arrive is an answer, no error. */
export function testAlerts(server: OpenServer): Promise<unknown> {
  return answerOf(server, ['alerts', 'test']);
}
