import { ProvisionError } from '../../../provision/model/error.ts';
import { Secret } from '../../../provision/model/secret.ts';
import { backups } from '../../contract/calls/backups.ts';
import {
  backupKeyOf,
  backupsOf,
  confirmBackupKey,
  followLast,
  makeBackup,
  planRestore,
  type RestorePlan,
  removeBackup,
  restore,
  runDrill,
} from '../backups.ts';
import { originOfLaptop } from '../laptop.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';
import { requireTyped } from './typed.ts';

export function backupsHandlers({ connections }: SessionContext): HandlersOf<typeof backups> {
  /** The plan that was shown last, by connection: only that one can be agreed to. */
  const shown = new Map<string, RestorePlan>();
  const server = (connection: string) => connections.get(connection).administered;

  return {
    'backups.list': async ({ connection }) =>
      answerOf(backups['backups.list'].out, await backupsOf(server(connection))),
    'backups.make': async ({ connection }) => {
      await connections.get(connection).act('backup', (to, watch) => makeBackup(to, originOfLaptop(), watch)).begun;
      return {};
    },
    async *'acts.follow'({ connection, act }, { from, signal }) {
      const held = connections.get(connection);
      const last = held.lastAct(act);
      // After one that is over there may have been another since, such as that of the night.
      const isCurrent = last !== undefined && (!last.isOver || from > 1);
      const watch = isCurrent ? last : held.act(act, (to, watching) => followLast(to, act, watching));
      yield* watch.items(from, signal);
    },
    'backups.showKey': async ({ connection }) => ({ key: (await backupKeyOf(server(connection))).key }),
    'backups.confirmKey': async ({ connection, key }) => {
      await confirmBackupKey(server(connection), new Secret(key));
      return {};
    },
    'backups.remove': async ({ connection, name }) => {
      await removeBackup(server(connection), name);
      return {};
    },
    'restore.plan': async ({ connection, name }) => {
      const plan = await planRestore(server(connection), { from: { name } });
      shown.set(connection, plan);
      return answerOf(backups['restore.plan'].out, plan);
    },
    'restore.start': async ({ connection, name, digest, typed }) => {
      const held = connections.get(connection);
      requireTyped(held.server.host, typed);
      const plan = shown.get(connection);
      if (plan === undefined || plan.digest !== digest || plan.backup.name !== name)
        throw new ProvisionError({ code: 'TT-PLAN-02', message: 'That is not the latest plan of a restore.' });
      const source = { from: { name } };
      await held.act('restore', (to, watch) => restore(to, source, plan, originOfLaptop(), watch)).begun;
      return {};
    },
    'drill.start': async ({ connection }) => {
      await connections.get(connection).act('drill', (to, watch) => runDrill(to, originOfLaptop(), watch)).begun;
      return {};
    },
  };
}
