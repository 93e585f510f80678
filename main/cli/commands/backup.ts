import { Command } from 'commander';
import {
  type BackupsState,
  backupKeyOf,
  backupsOf,
  backupTargets,
  confirmBackupKey,
  followLast,
  makeBackup,
  removeBackup,
  verifyBackup,
} from '../../../installer/session/backups.ts';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { readSecret } from '../../../installer/session/secret-file.ts';
import { momentText, ProvisionError, Secret } from '../../../installer/session/values.ts';
import { askSecret, askText, canAsk } from '../ask/terminal.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { shownAct } from '../print/act.ts';
import { printJson, printLine } from '../print/output.ts';

type Flags = ConnectionFlags & { readonly json?: boolean };
type Named = Flags & { readonly name: string };

export function backupCommand(signal: AbortSignal): Command {
  const backup = new Command('backup').description('backups of a server: make, list, verify, remove, and their key');
  backup.addCommand(
    plain('now', 'make a backup while people work; closing the laptop does no harm').action(
      on((server, { json }) => makeBackup(server, originOfLaptop(), shownAct(json === true, signal))),
    ),
  );
  backup.addCommand(
    plain('follow', 'show what the last backup does or did').action(
      on((server, { json }) => followLast(server, 'backup', shownAct(json === true, signal))),
    ),
  );
  backup.addCommand(
    plain('list', 'the backups on the server, their copies, and when the next one is due').action(
      on(async (server, { json }) => {
        const state = await backupsOf(server);
        if (json === true) printJson(state);
        else printLine(listText(state));
      }),
    ),
  );
  backup.addCommand(
    plain('verify', 'open every part of a backup and add everything up')
      .option('--name <backup>', 'which one', 'latest')
      .action(
        on<Named>(async (server, { json, name }) => {
          const found = await verifyBackup(server, name);
          if (json === true) printJson(found);
          else
            printLine(
              `${found.name} is whole: ${found.tables} tables with ${found.rows} rows, ${found.documents} documents.`,
            );
        }),
      ),
  );
  backup.addCommand(
    plain('remove', 'remove one backup from the server')
      .requiredOption('--name <backup>', 'which one')
      .action(
        on<Named>(async (server, { json, name }) => {
          const { removed } = await removeBackup(server, name);
          if (json === true) printJson({ removed });
          else printLine(`${removed} is removed.`);
        }),
      ),
  );
  backup.addCommand(keyCommand());
  backup.addCommand(targetsCommand());
  for (const command of backup.commands) command.exitOverride();
  return backup;
}

function keyCommand(): Command {
  return plain('key', 'the key that opens the backups: show it to write it down, or confirm that it was')
    .option('--show', 'print it')
    .option('--confirm', 'compare what was written down with the key of the server')
    .option('--written-file <file>', 'file with what was written down (default: it is asked for)')
    .action(
      on<Flags & { show?: boolean; confirm?: boolean; writtenFile?: string }>(async (server, flags) => {
        if ((flags.show === true) === (flags.confirm === true))
          throw new ProvisionError({ code: 'TT-ANSWERS-01', message: 'Say --show or --confirm' });
        if (flags.show === true) {
          const shown = await backupKeyOf(server);
          if (flags.json === true) return printJson(shown);
          printLine(shown.key);
          return printLine(
            'Write it down and keep it away from the server: it opens the backups when the server is lost.',
          );
        }
        await confirmBackupKey(server, await writtenKey(flags.writtenFile));
        if (flags.json === true) return printJson({ confirmed: true });
        printLine('That is the key of this server.');
      }),
    );
}

const targetFlags = [
  'addFolder',
  'addSftp',
  'addSmb',
  'domain',
  'folder',
  'port',
  'id',
  'patience',
  'test',
  'remove',
] as const;
type TargetFlags = Flags & { readonly [name in (typeof targetFlags)[number]]?: string } & {
  readonly notMounted?: boolean;
  readonly targetHostKey?: string;
  readonly targetUser?: string;
  readonly signedOnly?: boolean;
  readonly targetPasswordFile?: string;
};

function targetsCommand(): Command {
  return plain(
    'targets',
    'where copies of every backup go: a mounted disk, another server, or a share of Windows or a NAS',
  )
    .option('--add-folder <path>', 'a folder on a disk or share that the server has mounted')
    .option('--not-mounted', 'that folder may lie on the server’s own disk')
    .option('--add-sftp <user@host>', 'another server, by SFTP')
    .option('--folder <path>', 'the folder on that server')
    .option('--target-port <number>', 'the port of that server')
    .option('--target-host-key <fingerprint>', 'the identity of that server, as its own screen shows it')
    .option('--add-smb <//host/share>', 'a share of Windows or a NAS, with a folder below it if you like')
    .option('--target-user <name>', 'the user of that share')
    .option('--domain <name>', 'the domain of that user')
    .option('--target-password-file <file>', 'file with the password of that user (default: it is asked for)')
    .option('--signed-only', 'that share cannot encrypt: signatures are enough')
    .option('--id <name>', 'a short name for the target')
    .option('--patience <seconds>', 'how long nothing may come back')
    .option('--test <name>', 'look whether a target is there')
    .option('--remove <name>', 'copy there no more')
    .action(
      on<TargetFlags & { targetPort?: string }>(
        async (
          server,
          { targetPort, targetHostKey, targetUser, targetPasswordFile, signedOnly, notMounted, json, ...flags },
        ) => {
          if (flags.addSmb !== undefined && targetUser === undefined)
            throw new ProvisionError({
              code: 'TT-ANSWERS-01',
              message: 'Say who signs in at the share: --target-user',
            });
          const password = flags.addSmb === undefined ? undefined : await sharePassword(targetPasswordFile);
          const change = [
            ...targetFlags.flatMap((name) => {
              const value = name === 'port' ? targetPort : flags[name];
              return value === undefined
                ? []
                : [`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value];
            }),
            ...(notMounted === true ? ['--not-mounted'] : []),
            ...(targetHostKey === undefined ? [] : ['--host-key', targetHostKey]),
            ...(targetUser === undefined ? [] : ['--user', targetUser]),
            ...(signedOnly === true ? ['--signed-only'] : []),
            ...(password === undefined ? [] : ['--password-stdin']),
          ];
          const told = await backupTargets(server, change, password);
          if (json === true) return printJson(told);
          for (const line of told.lines) printLine(line);
          for (const { id, kind } of told.targets) printLine(`${id}  ${kind}`);
          if (told.targets.length === 0) printLine('Backups lie on the server alone.');
        },
      ),
    );
}

async function sharePassword(file: string | undefined): Promise<Secret> {
  if (file !== undefined) return readSecret(file, 'the password of the share');
  const typed = await askSecret('Password of the user of the share');
  if (typed !== undefined) return typed;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: 'There is no terminal to ask for the password: give --target-password-file',
  });
}

async function writtenKey(file: string | undefined): Promise<Secret> {
  if (file !== undefined) return readSecret(file, 'the key');
  if (canAsk()) return new Secret(await askText('The key as it was written down'));
  throw new ProvisionError({ code: 'TT-ANSWERS-01', message: 'There is no terminal to ask: give --written-file' });
}

function plain(name: string, description: string): Command {
  return withConnection(new Command(name)).description(description).option('--json', 'print JSON');
}

/** Connects, works, and closes the connection. */
function on<F extends Flags = Flags>(work: (server: OpenServer, flags: F) => Promise<void>) {
  return async (place: string | undefined, flags: F) => {
    const { server } = await connect(place, flags);
    try {
      await work(server, flags);
    } finally {
      await server.transport.close();
    }
  };
}

function listText(state: BackupsState & { readonly proven: string | null }): string {
  const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;
  return [
    state.summary,
    ...state.list.map(
      ({ name, bytes, reason }) =>
        `  ${name}  ${megabytes(bytes).padStart(10)}  ${reason}${name === state.proven ? '  restored for proof' : ''}`,
    ),
    ...state.targets.map(({ where, ok, summary }) => `  ${ok === false ? 'NOT ' : ''}copied to ${where}: ${summary}`),
    state.next === null ? 'No nightly backup is due.' : `Next: ${momentText(state.next)}.`,
    ...(state.keyConfirmed ? [] : ['Nobody has confirmed to have the key written down: teachtrack backup key --show']),
  ].join('\n');
}
