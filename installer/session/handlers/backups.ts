import { Secret } from '../../../provision/model/secret.ts';
import { backups } from '../../contract/calls/backups.ts';
import {
  backupKeyOf,
  backupsOf,
  confirmBackupKey,
  followLast,
  makeBackup,
  removeBackup,
  runDrill,
} from '../backups.ts';
import { originOfLaptop } from '../laptop.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function backupsHandlers({ connections }: SessionContext): HandlersOf<typeof backups> {
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
    'drill.start': async ({ connection }) => {
      await connections.get(connection).act('drill', (to, watch) => runDrill(to, originOfLaptop(), watch)).begun;
      return {};
    },
  };
}
