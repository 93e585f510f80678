import { copies } from '../../contract/calls/copies.ts';
import { type CopyAnswers, usualIds } from '../../contract/first-settings.ts';
import { backupTargets } from '../backups.ts';
import type { OpenServer } from '../open-server.ts';
import { Secret } from '../values.ts';
import { answerOf } from './answer-of.ts';
import type { HandlersOf, SessionContext } from './context.ts';

export function copiesHandlers({ connections }: SessionContext): HandlersOf<typeof copies> {
  const server = (connection: string) => connections.get(connection).administered;
  const listed = async (to: OpenServer, change: readonly string[] = [], password?: Secret) =>
    answerOf(copies['copies.list'].out, { copies: (await backupTargets(to, change, password)).targets });

  return {
    'copies.list': async ({ connection }) => listed(server(connection)),
    'copies.add': async ({ connection, copy, password }) => {
      const to = server(connection);
      // One with the name of another would take its place.
      const taken = (await listed(to)).copies.map(({ id }) => id);
      const id = freeName(copy, taken);
      const secret = password === undefined ? undefined : new Secret(password);
      return { ...(await listed(to, [...flagsOf(copy), '--id', id], secret)), added: id };
    },
    'copies.test': async ({ connection, id }) => {
      await backupTargets(server(connection), ['--test', id]);
      return {};
    },
    'copies.remove': async ({ connection, id }) => listed(server(connection), ['--remove', id]),
  };
}

function flagsOf(copy: CopyAnswers): readonly string[] {
  if (copy.kind === 'folder')
    return [`--add-folder=${copy.path}`, ...(copy.mounted === false ? ['--not-mounted'] : [])];
  if (copy.kind === 'smb') {
    const { share, user, domain, encryption = true } = copy;
    return [
      ...[`--add-smb=${share}`, `--user=${user}`, '--password-stdin'],
      ...(domain === undefined ? [] : [`--domain=${domain}`]),
      ...(encryption ? [] : ['--signed-only']),
    ];
  }
  const { user, host, port = 22, folder, hostKey } = copy;
  return [`--add-sftp=${user}@${host}`, `--port=${port}`, `--folder=${folder}`, `--host-key=${hostKey}`];
}

function freeName(copy: CopyAnswers, taken: readonly string[]): string {
  const base = copy.id ?? usualIds[copy.kind];
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(name)) return name;
  }
}
