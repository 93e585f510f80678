import { randomBytes } from 'node:crypto';
import { Secret } from '../../model/secret.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { must, script } from '../../ops/command.ts';
import type { Entry } from '../../ops/inventory.ts';
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
    const { missing, loose } = await secretsOf(context);
    return checked(
      [
        ...missing.map((name) => ({ kind: 'file', path: secretPath(name), action: 'create', secret: true }) as const),
        ...loose.map(({ name, entry }) => ({ kind: 'setting', ...attributes(name, entry) }) as const),
      ],
      Object.fromEntries(missing.map((name) => [secretPath(name), 'made by us'])),
      [`${secretNames.length} secrets, readable by root alone`],
    );
  },
  async apply(context) {
    const { missing, loose } = await secretsOf(context);
    // One that is there is never made anew: it opens the data that is there.
    for (const name of missing)
      await context.transport.writeFile(secretPath(name), `${made()}\n`, {
        mode: 0o600,
        owner: 'root',
        group: 'root',
        asRoot: true,
      });
    for (const path of loose.map(({ name }) => secretPath(name))) {
      context.say(`${path} could be read by others: who has an account on this server may have seen it.`);
      await must(context, script('chown root:root -- "$1" && chmod 0600 -- "$1"', path), { what: `Closing ${path}` });
    }
  },
  async undo(context, receipt) {
    if (!context.removeData) return;
    for (const path of Object.keys(receipt))
      await must(context, ['rm', '-f', '--', path], { what: `Removing ${path}` });
  },
};

type Loose = { readonly name: SecretName; readonly entry: Entry };

/** Those that are not there, or hold nothing that could be a secret, and those whose owner or mode was changed. */
async function secretsOf(
  context: StepContext,
): Promise<{ readonly missing: readonly SecretName[]; readonly loose: readonly Loose[] }> {
  const entries = await entriesOf(context, secretNames.map(secretPath));
  const found = secretNames.map((name) => ({ name, entry: entries.get(secretPath(name)) }));
  return {
    missing: found.filter(({ entry }) => entry?.kind !== 'file' || entry.sizeBytes < 16).map(({ name }) => name),
    loose: found.flatMap(({ name, entry }) =>
      entry?.kind === 'file' && entry.sizeBytes >= 16 && shown(entry) !== closed ? [{ name, entry }] : [],
    ),
  };
}

const closed = 'root:root 600';

function shown({ owner, group, mode }: Entry): string {
  return `${owner}:${group} ${mode.toString(8)}`;
}

function attributes(name: SecretName, entry: Entry) {
  return { of: secretPath(name), name: 'owner and mode', from: shown(entry), to: closed };
}

/** The secret, for use on standard input. Undefined when it is not made yet. */
export async function secretOf(context: Pick<StepContext, 'transport'>, name: SecretName): Promise<Secret | undefined> {
  const content = await context.transport.readFile(secretPath(name), { asRoot: true });
  return content === undefined ? undefined : new Secret(Buffer.from(content).toString('utf8').trim());
}
