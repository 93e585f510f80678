import { dirname } from 'node:path';
import { layout } from '../../provision/layout.ts';
import { ProvisionError } from '../../provision/model/error.ts';
import type { Secret } from '../../provision/model/secret.ts';
import type { DatabaseThere } from '../../provision/model/wanted.ts';
import { signInOptions } from '../../provision/ops/mysql.ts';
import type { DatabaseAnswers } from '../contract/database-answers.ts';
import type { Plan } from '../contract/events.ts';
import type { OpenServer } from './open-server.ts';
import { readSecret } from './secret-file.ts';

export type DatabaseAdministratorWish = {
  readonly answers?: DatabaseAnswers | undefined;
  /** Undefined: there is nobody to ask. */
  /** What a person typed. */
  readonly typed?: Secret | undefined;
  /** Also when our own accounts are there already: the administrator is to change them. */
  readonly always?: boolean;
  readonly ask?: (question: string) => Promise<Secret | undefined>;
};

// Told apart from a refusal by its own exit code.
const look = 'mkdir -p -m 0755 -- "$2" && rm -f -- "$3" && { [ ! -e "$1" ] || exit 3; }';

/**
 * Leaves the sign-in of the database server's administrator in the server's memory for the install to come, when our own
 * accounts are not there yet or the answers give it. Rejects with TT-ANSWERS-01 when it is nowhere to be had.
 */
export async function deliverDatabaseAdministrator(
  { transport }: OpenServer,
  there: DatabaseThere,
  { answers, typed, ask, always = false }: DatabaseAdministratorWish,
): Promise<void> {
  const path = layout.databaseAdministrator;
  const argv = ['sh', '-c', look, 'sh', layout.databaseKeeper, dirname(path), path] as const;
  const { exitCode, stderr } = await transport.run({ argv, asRoot: true });
  const isKnown = exitCode === 3;
  if (!isKnown && exitCode !== 0)
    throw new ProvisionError({
      code: 'TT-RUN-01',
      message: 'What the server knows of its database could not be looked at.',
      evidence: stderr.trim().split('\n').slice(-3),
    });
  const { user = 'root', passwordFile } = answers?.administrator ?? {};
  const what = `the password of ${user} at the database server ${there.host}`;
  if (isKnown && !always && typed === undefined && passwordFile === undefined) return;
  const found = typed ?? (passwordFile === undefined ? undefined : await readSecret(passwordFile, what));
  const password = found ?? (await ask?.(what.replace(/^t/, 'T')));
  if (password === undefined)
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: `${what.replace(/^t/, 'T')} is missing: it was not typed, and the answers name no file with it.`,
    });
  if (/\p{Cc}/u.test(password.reveal()))
    throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `${what.replace(/^t/, 'T')} has more than one line.` });
  await transport.writeFile(path, signInOptions(there, { name: user, password }).reveal(), {
    mode: 0o600,
    owner: 'root',
    group: 'root',
    asRoot: true,
  });
}

/** Of a plan that has nothing to do with our accounts there, or that nobody is going to carry out. */
export async function forgetDatabaseAdministrator({ transport }: OpenServer): Promise<void> {
  await transport.run({ argv: ['rm', '-f', '--', layout.databaseAdministrator], asRoot: true });
}

/** Whether carrying out the plan takes the administrator. */
export function wantsAdministrator({ steps }: Pick<Plan, 'steps'>): boolean {
  return steps.some(({ step }) => step === 'mysql/database' || step === 'mysql/accounts');
}
