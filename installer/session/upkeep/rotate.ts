import type { Origin } from '../../../provision/model/journal.ts';
import type { Plan } from '../../../provision/model/plan.ts';
import { databaseThere } from '../../contract/database-answers.ts';
import { answersInForce } from '../answers-in-force.ts';
import { statusOf } from '../ask-server.ts';
import { type DatabaseAdministratorWish, deliverDatabaseAdministrator } from '../database-administrator.ts';
import type { OpenServer } from '../open-server.ts';
import { ProvisionError } from '../values.ts';
import { answerOf, runOf } from './ask.ts';

export const rotationActs = ['all', 'database', 'session', 'redis', 'ca', 'back'] as const;
export type RotationAct = (typeof rotationActs)[number];

export type RotationWish = {
  readonly act: RotationAct;
  /** The clients trust the new authority: let it sign. Only with `ca`. */
  readonly finishCa?: boolean;
};

export type RotationPlan = { readonly plan: Plan; readonly notes: readonly string[] };

/** What a rotation would do, and what people should know before. */
export function planRotation(server: OpenServer, wish: RotationWish): Promise<RotationPlan> {
  return answerOf(server, argsOf(wish));
}

/** Starts it; gives the run's id. */
export function startRotation(server: OpenServer, wish: RotationWish, origin: Origin): Promise<string> {
  return runOf(server, [...argsOf(wish), '--start', '--origin', JSON.stringify(origin)]);
}

export type Administrator = Pick<DatabaseAdministratorWish, 'typed' | 'ask'> & {
  readonly user?: string | undefined;
  /** On this laptop. */
  readonly passwordFile?: string | undefined;
};

/**
 * Leaves the sign-in of the other database server's administrator in the server's memory, for the plan and the run to come.
 * Rejects with TT-ANSWERS-01 when it is nowhere to be had, or the database is on the server itself; with TT-LOCK-01 while a
 * run is under way, which may need the one that was given for it.
 */
export async function giveDatabaseAdministrator(
  server: OpenServer,
  { user, passwordFile, ...asked }: Administrator,
  signal: AbortSignal,
): Promise<void> {
  const database = (await answersInForce(server, signal))?.database;
  if (database === undefined)
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: 'The database is on the server itself: nobody else’s sign-in is needed for it.',
    });
  const { holder } = await statusOf(server);
  if (holder !== null)
    throw new ProvisionError({
      code: 'TT-LOCK-01',
      message: `Another run is under way: ${holder.who} from ${holder.from} began it.`,
    });
  const administrator = {
    ...(user === undefined ? {} : { user }),
    ...(passwordFile === undefined ? {} : { passwordFile }),
  };
  const answers = { ...database, administrator };
  await deliverDatabaseAdministrator(server, databaseThere(database), { answers, ...asked, always: true });
}

function argsOf({ act, finishCa }: RotationWish): readonly string[] {
  return ['rotate', act, ...(finishCa === true ? ['--finish-ca'] : [])];
}
