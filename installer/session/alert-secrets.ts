import { createHash } from 'node:crypto';
import { layout } from '../../provision/layout.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import { Secret } from '../../provision/model/secret.ts';
import type { FirstAlerts } from '../../provision/model/wanted.ts';
import { deliveredAlerts } from '../../provision/steps/alerts/chosen.ts';
import type { AlertsAnswers } from '../contract/first-settings.ts';
import type { OpenServer } from './open-server.ts';
import { readSecret } from './secret-file.ts';

/** What a person typed. */
export type AlertSecrets = { readonly mailPassword?: Secret; readonly webhookUrl?: Secret };

export type AlertSecretsWish = {
  /** Names the files that hold them. */
  readonly answers?: AlertsAnswers | undefined;
  readonly typed?: AlertSecrets;
  /** Undefined: there is nobody to ask. */
  readonly ask?: (question: string) => Promise<Secret | undefined>;
};

type Name = 'smtp-password' | 'webhook-url';

/**
 * Leaves the secrets that the alerts of the answers need on the server for the install to come, unless it has them
 * already, or somebody has set its alerts since. Rejects with TT-ANSWERS-01 when one is nowhere to be had.
 */
export async function deliverAlertSecrets(server: OpenServer, wanted: FirstAlerts, wish: AlertSecretsWish) {
  const needed: readonly Name[] = [
    ...(wanted.mail?.user === undefined ? [] : (['smtp-password'] as const)),
    ...(wanted.webhook ? (['webhook-url'] as const) : []),
  ];
  const there = await onServer(server);
  if (there.setBy === 'people') return;
  const missing: [Name, string][] = [];
  for (const name of needed) {
    const given = await secretOf(name, wanted, wish, there[name] !== 'none');
    if (given === undefined || sha256(`${given.reveal()}\n`) === there[name]) continue;
    missing.push([name, given.reveal()]);
  }
  if (missing.length === 0) return;
  await server.transport.writeFile(deliveredAlerts, JSON.stringify(Object.fromEntries(missing)), {
    mode: 0o600,
    owner: 'root',
    group: 'root',
    asRoot: true,
  });
}

/** Arguments: settings, folder of secrets, what was delivered for an earlier plan, its folder. Prints no secret. */
const look = `rm -f -- "$3"
umask 022
mkdir -p -- "$4" || exit 71
if [ ! -e "$1" ]; then echo none; elif grep -q '"by": "install"' -- "$1"; then echo install; else echo people; fi
for name in smtp-password webhook-url; do
  if [ -e "$2/$name" ]; then sha256sum <"$2/$name" | cut -c1-64; else echo none; fi
done`;

async function onServer({ transport }: OpenServer) {
  const places = [layout.alertSettings, layout.alertSecrets, deliveredAlerts, layout.staging];
  const { exitCode, stdout, stderr } = await transport.run({ argv: ['sh', '-c', look, 'sh', ...places], asRoot: true });
  if (exitCode !== 0)
    throw new ProvisionError({
      code: 'TT-RUN-01',
      message: 'What the server knows of alerts could not be looked at.',
      evidence: stderr.trim().split('\n').slice(-3),
    });
  const [setBy = '', password = '', url = ''] = stdout.trim().split('\n');
  return { setBy, 'smtp-password': password, 'webhook-url': url };
}

async function secretOf(
  name: Name,
  { mail }: FirstAlerts,
  { answers, typed, ask }: AlertSecretsWish,
  isThere: boolean,
): Promise<Secret | undefined> {
  const [known, file, what] =
    name === 'smtp-password'
      ? [
          typed?.mailPassword,
          answers?.mail?.passwordFile,
          `the password of ${mail?.user} at the mail server ${mail?.host}`,
        ]
      : [typed?.webhookUrl, answers?.webhook?.addressFile, 'the address of the webhook'];
  const found = known ?? (file === undefined ? undefined : await readSecret(file, what));
  if (found === undefined && isThere) return undefined;
  const secret = found ?? (await ask?.(what.replace(/^t/, 'T')));
  if (secret !== undefined) return judged(name, secret);
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `${what.replace(/^t/, 'T')} is missing: it was not typed, and the answers name no file with it.`,
  });
}

/** What is wrong with it is said without it. */
function judged(name: Name, secret: Secret): Secret {
  const text = secret.reveal().trim();
  const isUrl = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && text.length <= 2000;
  if (name === 'webhook-url' && !isUrl)
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: 'The address of the webhook is no http or https address.',
    });
  if (/\p{Cc}/u.test(text) || text.length > 1024 * 2)
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: 'The password of the mail server has more than one line, or is too long.',
    });
  return name === 'webhook-url' ? new Secret(new URL(text).href) : secret;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
