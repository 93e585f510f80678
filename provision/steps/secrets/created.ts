import { randomBytes } from 'node:crypto';
import { Secret } from '../../model/secret.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { must } from '../../ops/command.ts';
import { entriesOf } from '../entries.ts';
import { type SecretName, secretNames, secretPath } from '../readings.ts';
import { checked } from '../satisfied.ts';

/** 256 bits in letters that no configuration file, URL or SQL text has to escape. */
function made(): string {
  return randomBytes(32).toString('base64url');
}

export const secretsCreated: Step = {
  id: 'secrets/created',
  title: 'Passwords and keys of this server',
  needs: ['os/folders'],
  seconds: 1,
  keepsData: true,
  async check(context) {
    const missing = await missingSecrets(context);
    return checked(
      missing.map((name) => ({ kind: 'file', path: secretPath(name), action: 'create', secret: true }) as const),
      Object.fromEntries(missing.map((name) => [secretPath(name), 'made by us'])),
      [`${secretNames.length} secrets, readable by root alone`],
    );
  },
  async apply(context) {
    // One that is there is never made anew: it opens the data that is there.
    for (const name of await missingSecrets(context))
      await context.transport.writeFile(secretPath(name), `${made()}\n`, {
        mode: 0o600,
        owner: 'root',
        group: 'root',
        asRoot: true,
      });
  },
  async undo(context, receipt) {
    if (!context.removeData) return;
    for (const path of Object.keys(receipt))
      await must(context, ['rm', '-f', '--', path], { what: `Removing ${path}` });
  },
};

async function missingSecrets(context: StepContext): Promise<readonly SecretName[]> {
  const entries = await entriesOf(context, secretNames.map(secretPath));
  return secretNames.filter((name) => {
    const entry = entries.get(secretPath(name));
    return entry?.mode !== 0o600 || entry.owner !== 'root' || entry.sizeBytes < 16;
  });
}

/** The secret, for use on standard input. Undefined when it is not made yet. */
export async function secretOf(context: Pick<StepContext, 'transport'>, name: SecretName): Promise<Secret | undefined> {
  const content = await context.transport.readFile(secretPath(name), { asRoot: true });
  return content === undefined ? undefined : new Secret(Buffer.from(content).toString('utf8').trim());
}
