import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type AlertSecret, type AlertSettings, parseAlertSettings } from '../../ctl/alerts/settings.ts';
import { digestOf } from '../../engine/canonical.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext } from '../../model/step.ts';
import type { FirstAlerts } from '../../model/wanted.ts';
import { run } from '../../ops/command.ts';
import { entriesOf } from '../entries.ts';
import { checked } from '../satisfied.ts';

/** Where a laptop leaves the secrets of the alerts before an install that is to use them; gone when they are kept. */
export const deliveredAlerts = `${layout.staging}/alerts.json`;

const deliveredShape = z.strictObject({
  'smtp-password': z.string().min(1).max(1024).exactOptional(),
  'webhook-url': z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .exactOptional(),
});

/**
 * Who is told from the first day on. The answers are a beginning: they count until somebody sets alerts on the running
 * server, whose word is the last one from then on, also after every later install and upgrade.
 */
export const alertsChosen: Step = {
  id: 'alerts/chosen',
  title: 'Who is told when something is wrong',
  needs: ['os/folders'],
  seconds: 1,
  async check(context) {
    const { alerts } = context.wanted;
    if (alerts === undefined) return { kind: 'satisfied', evidence: ['nobody is named in the answers'] };
    const entry = (await entriesOf(context, [layout.alertSettings])).get(layout.alertSettings);
    const now = entry === undefined ? undefined : await settingsNow(context);
    if (now !== undefined && now.by !== 'install')
      return { kind: 'satisfied', evidence: ['set on the running server: the answers change nothing any more'] };
    const delivered = await deliveredTo(context);
    const isSame = now !== undefined && digestOf(told(now)) === digestOf(wished(alerts));
    const change = {
      kind: 'file',
      path: layout.alertSettings,
      action: entry === undefined ? 'create' : 'replace',
    } as const;
    if (!isSame || delivered !== undefined) await requireSecrets(context, alerts, delivered ?? {});
    return checked([isSame && delivered === undefined ? undefined : change], { [layout.alertSettings]: 'made by us' }, [
      `told: ${[...(alerts.mail?.to ?? []), ...(alerts.webhook ? ['a webhook'] : [])].join(', ') || 'nobody'}`,
    ]);
  },
  async apply(context) {
    const { alerts } = context.wanted;
    if (alerts === undefined) return;
    const delivered = (await deliveredTo(context)) ?? {};
    const url = await requireSecrets(context, alerts, delivered);
    // Secrets first: settings that want a secret which is not there yet would send nothing.
    for (const name of ['smtp-password', 'webhook-url'] as const) {
      const value = delivered[name];
      if (value !== undefined) await write(context, secretPath(name), `${value}\n`, 0o600);
    }
    if (delivered['webhook-url'] !== undefined)
      await write(context, secretPath('webhook-key'), `${randomBytes(32).toString('base64url')}\n`, 0o600);
    const { webhook, ...rest } = wished(alerts);
    const settings: AlertSettings = {
      ...rest,
      ...(url === undefined ? {} : { webhook: { host: new URL(url).host } }),
      by: 'install',
    };
    await write(context, layout.alertSettings, `${JSON.stringify(settings, undefined, 2)}\n`, 0o644);
    await run(context, ['rm', '-f', '--', deliveredAlerts]);
    // It reads them when it starts; before the first start there is nothing to tell.
    await run(context, ['systemctl', 'try-restart', '--', 'teachtrack-monitor.service']);
  },
  // What it wrote is data, which goes with the folders when data is removed.
  undo: async (context) => void (await run(context, ['rm', '-f', '--', deliveredAlerts])),
};

type Delivered = z.infer<typeof deliveredShape>;

/** As far as answers and settings can be compared. */
function wished({ mail, webhook, quietHours }: FirstAlerts) {
  return {
    ...(mail === undefined ? {} : { mail: { ...mail, to: [...mail.to] } }),
    webhook,
    ...(quietHours === undefined ? {} : { quietHours }),
  };
}

function told({ mail, webhook, quietHours }: AlertSettings) {
  return {
    ...(mail === undefined ? {} : { mail }),
    webhook: webhook !== undefined,
    ...(quietHours === undefined ? {} : { quietHours }),
  };
}

/** Gives the webhook's address, when there is one. Rejects with TT-ANSWERS-01 when a secret is nowhere. */
async function requireSecrets(
  context: StepContext,
  { mail, webhook }: FirstAlerts,
  delivered: Delivered,
): Promise<string | undefined> {
  const kept = async (name: AlertSecret) => textOf(context, secretPath(name));
  if (mail?.user !== undefined && (delivered['smtp-password'] ?? (await kept('smtp-password'))) === undefined)
    throw missing(`The password of ${mail.user} at the mail server ${mail.host} was not given.`);
  if (!webhook) return undefined;
  const url = delivered['webhook-url'] ?? (await kept('webhook-url'));
  if (url === undefined) throw missing('The address of the webhook was not given.');
  return url.trim();
}

function missing(message: string): ProvisionError {
  return new ProvisionError({ code: 'TT-ANSWERS-01', message });
}

async function settingsNow(context: StepContext): Promise<AlertSettings | undefined> {
  const text = await textOf(context, layout.alertSettings);
  return text === undefined ? undefined : parseAlertSettings(text, layout.alertSettings);
}

/** Rejects with TT-ANSWERS-01, without a word of what is in it. */
async function deliveredTo(context: StepContext): Promise<Delivered | undefined> {
  const text = await textOf(context, deliveredAlerts);
  if (text === undefined) return undefined;
  try {
    return deliveredShape.parse(JSON.parse(text));
  } catch {
    throw missing(`${deliveredAlerts} holds no secrets of alerts.`);
  }
}

function secretPath(name: AlertSecret): string {
  return `${layout.alertSecrets}/${name}`;
}

async function write({ transport }: StepContext, path: string, content: string, mode: number): Promise<void> {
  await transport.writeFile(path, content, { mode, owner: 'root', group: 'root', asRoot: true });
}

async function textOf({ transport }: Pick<StepContext, 'transport'>, path: string): Promise<string | undefined> {
  const content = await transport.readFile(path, { asRoot: true });
  return content === undefined ? undefined : Buffer.from(content).toString('utf8');
}
