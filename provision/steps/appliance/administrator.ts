import { randomInt } from 'node:crypto';
import { manifest } from '../../../appliance/manifest.ts';
import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import { Secret } from '../../model/secret.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { lastLines, linesOf, run } from '../../ops/command.ts';
import { query, schemaOf, sqlText } from '../../ops/mysql.ts';
import { databaseUnit } from '../../tuning/paths.ts';
import { inputsOf } from '../inputs.ts';
import { collation, databaseState } from '../mysql/state.ts';
import { passOf } from '../pass.ts';
import { unitOf } from '../readings.ts';
import { checked } from '../satisfied.ts';
import { runEntry } from './entry.ts';

export const applianceAdministrator: Step = {
  id: 'appliance/administrator',
  title: 'First administrator',
  needs: ['appliance/migrated', 'appliance/settings', 'release/current', 'redis/queue-serving', 'redis/cache-serving'],
  seconds: 2,
  keepsData: true,
  async check(context) {
    const { userName } = context.wanted.administrator;
    const change = (await exists(context))
      ? undefined
      : ({ kind: 'database', what: `administrator ${userName}`, action: 'create' } as const);
    return checked([change], { [layout.firstSignIn]: 'made by us' }, [`administrator ${userName} is there`]);
  },
  async apply(context) {
    const { userName, fullName } = context.wanted.administrator;
    const { password, isNew } = await firstPassword(context);
    const args = ['ensure-administrator', '--user', userName, '--name', fullName];
    const result = await runEntry(context, { entry: manifest.admin.entry, args, stdin: password });
    if (result.exitCode !== 0)
      throw new ProvisionError({
        code: 'TT-DB-01',
        message: `The administrator ${userName} could not be made.`,
        evidence: lastLines(`${result.stdout}\n${result.stderr}`, 6),
      });
    // One that was there before keeps the password that only its owner knows.
    if (isNew && linesOf(result.stdout).at(-1)?.trim() === 'exists')
      await run(context, ['rm', '-f', '--', layout.firstSignIn]);
  },
  undo: async (context) => void (await run(context, ['rm', '-f', '--', layout.firstSignIn])),
};

async function exists(context: StepContext): Promise<boolean> {
  const server = (await inputsOf(context)).database;
  if ((await unitOf(context, databaseUnit(server))).activeState !== 'active') return false;
  if (!(await databaseState(context, server)).tables.has('user')) return false;
  const { userName } = context.wanted.administrator;
  return passOf(context).reading(`administrator ${userName}`, async () => {
    const ask = `SELECT COUNT(*) FROM ${schemaOf(server)}.user WHERE user_name = CONVERT(${sqlText(userName)} USING utf8mb4) COLLATE ${collation}`;
    return (await query(context, server, ask))[0]?.[0] !== '0';
  });
}

/** Written before it is used: after a kill the same one is tried again, and the one in the file is the one that works. */
async function firstPassword(context: StepContext): Promise<{ readonly password: Secret; readonly isNew: boolean }> {
  const { userName } = context.wanted.administrator;
  const kept = await context.transport.readFile(layout.firstSignIn, { asRoot: true });
  if (kept !== undefined) {
    const text = Buffer.from(kept).toString('utf8');
    const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(text)?.[1];
    const known = field('Password');
    if (known !== undefined && field('User name') === userName) return { password: new Secret(known), isNew: false };
  }
  const password = readablePassword();
  const { names, addresses, tls } = context.wanted;
  const scheme = tls.kind === 'plain-lan' ? 'http' : 'https';
  const address = `${scheme}://${names[0] ?? addresses[0]}/`;
  await context.transport.writeFile(
    layout.firstSignIn,
    `Address: ${address}\nUser name: ${userName}\nPassword: ${password}\n`,
    {
      mode: 0o600,
      owner: 'root',
      group: 'root',
      asRoot: true,
    },
  );
  return { password: new Secret(password), isNew: true };
}

/** 20 letters and digits without those that look alike, in groups to be read aloud: 98 bits. */
function readablePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
