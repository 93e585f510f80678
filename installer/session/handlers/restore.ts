import { asProvisionError, ProvisionError } from '../../../provision/model/error.ts';
import { Secret } from '../../../provision/model/secret.ts';
import { restore as restoring } from '../../contract/calls/restore.ts';
import {
  planRestore,
  planSchoolRestore,
  type RestorePlan,
  type RestoreSource,
  removeSent,
  restore,
  type SchoolPlan,
  sendBackup,
} from '../backups.ts';
import { BackupSending } from '../held/sending.ts';
import { originOfLaptop } from '../laptop.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';
import { requireTyped } from './typed.ts';

type Shown = { readonly plan: RestorePlan | SchoolPlan; readonly source: RestoreSource };

export function restoreHandlers({ connections }: SessionContext): HandlersOf<typeof restoring> {
  /** The plan that was shown last, by connection: only that one can be agreed to. */
  const shown = new Map<string, Shown>();
  const sendings = new Map<string, BackupSending>();
  const server = (connection: string) => connections.get(connection).administered;

  const requireNoneSending = (connection: string) => {
    if (sendings.get(connection)?.isOver === false)
      throw new ProvisionError({ code: 'TT-LOCK-01', message: 'A backup is being sent to this server just now.' });
  };

  return {
    'restore.plan': async ({ connection, name }) => {
      const source = { from: { name } };
      const plan = await planRestore(server(connection), source);
      shown.set(connection, { plan, source });
      return answerOf(restoring['restore.plan'].out, plan);
    },
    'restore.planSchool': async ({ connection, name, school }) => {
      const source = { from: { name }, school };
      const plan = await planSchoolRestore(server(connection), source);
      shown.set(connection, { plan, source });
      return answerOf(restoring['restore.planSchool'].out, plan);
    },
    'restore.send': async ({ connection, path, key }) => {
      const to = server(connection);
      requireNoneSending(connection);
      shown.delete(connection);
      const sending = new BackupSending(async ({ sent, opening }) => {
        const file = await sendBackup(to, path, sent);
        opening();
        const source = { from: { file }, ...(key === undefined ? {} : { key: new Secret(key) }) };
        const plan = await planRestore(to, source).catch(async (thrown: unknown) => {
          // It stays for another try with the right key; otherwise it is of no use there.
          if (asProvisionError(thrown).code !== 'TT-BACKUP-02') await removeSent(to).catch(() => undefined);
          throw thrown;
        });
        shown.set(connection, { plan, source });
        return plan;
      });
      sendings.set(connection, sending);
      return {};
    },
    async *'restore.sending'({ connection }, { from, signal }) {
      const sending = sendings.get(connections.get(connection).id);
      if (sending === undefined) throw new ProvisionError({ code: 'TT-PLAN-02', message: 'No backup is being sent.' });
      yield* sending.log.follow(from, signal);
    },
    'restore.forget': async ({ connection }) => {
      const to = server(connection);
      requireNoneSending(connection);
      sendings.delete(connection);
      shown.delete(connection);
      await removeSent(to);
      return {};
    },
    'restore.start': async ({ connection, name, digest, typed }) => {
      const held = connections.get(connection);
      requireTyped(held.server.host, typed);
      const { plan, source } = shown.get(connection) ?? {};
      if (plan === undefined || source === undefined || plan.digest !== digest || plan.backup.name !== name)
        throw new ProvisionError({ code: 'TT-PLAN-02', message: 'That is not the latest plan of a restore.' });
      await held.act('restore', (to, watch) => restore(to, source, plan, originOfLaptop(), watch)).begun;
      return {};
    },
  };
}
