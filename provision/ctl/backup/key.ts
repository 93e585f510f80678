import { backupKeyHere, serverBackupPaths } from '../../backup/here.ts';
import { keyIdOf, parseKey, writtenKey } from '../../backup/key.ts';
import { noteKeyConfirmed, tellBackups } from '../../backup/state.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Secret } from '../../model/secret.ts';
import { type Command, type Flags, text, textOf, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { World } from '../world.ts';

export const backupKey: Command = {
  name: 'backup key',
  usage: '--show | --confirm [--json]',
  summary:
    'the key that opens the backups, to be written down; --confirm reads it from the standard input and compares',
  options: { show: { type: 'boolean' }, confirm: { type: 'boolean' }, json: { type: 'boolean' } },
  async run(world, flags) {
    const key = backupKeyHere();
    const keyId = keyIdOf(key);
    if ((flags['show'] === true) === (flags['confirm'] === true)) throw usage('--show or --confirm is needed.');
    if (flags['show'] === true) {
      const written = writtenKey(key);
      if (flags['json'] === true) world.out(JSON.stringify({ key: written, keyId }));
      else
        world.out(
          [
            written,
            '',
            'Write this down and keep it away from the server: without it no backup can be opened when the server is lost.',
          ].join('\n'),
        );
      return exitCodes.ok;
    }
    const typed = keyIdOf(parseKey(await world.readStdin()));
    if (typed !== keyId)
      throw new ProvisionError({
        code: 'TT-BACKUP-02',
        message: 'This is a key, but not the key of this server. What was written down belongs to another server.',
      });
    noteKeyConfirmed(keyId);
    const { transport, signal } = world;
    await tellBackups({ transport, signal, say: () => {} }, serverBackupPaths.archives, world.operation.stateFiles);
    world.out(flags['json'] === true ? JSON.stringify({ confirmed: true, keyId }) : 'That is the key of this server.');
    return exitCodes.ok;
  },
};

/** The key of a command: of a file, of the standard input (`-`), or this server's own. */
export async function keyFor(world: World, flags: Flags): Promise<Secret> {
  const source = text(flags, 'key-file');
  return source === undefined ? backupKeyHere() : parseKey(await textOf(world, source));
}
