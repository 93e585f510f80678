import { Command } from 'commander';
import {
  planRestore,
  planSchoolRestore,
  type RestorePlan,
  type RestoreSource,
  removeSent,
  restore,
  type SchoolPlan,
  sendBackup,
} from '../../../installer/session/backups.ts';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { readSecret } from '../../../installer/session/secret-file.ts';
import { momentText, ProvisionError } from '../../../installer/session/values.ts';
import { askText, canAsk } from '../ask/terminal.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { shownAct } from '../print/act.ts';
import { note, printJson, printLine } from '../print/output.ts';

type Flags = ConnectionFlags & {
  readonly name: string;
  readonly from?: string;
  readonly school?: string;
  readonly backupKeyFile?: string;
  readonly yes?: string;
  readonly plan?: boolean;
  readonly json?: boolean;
};

export function restoreCommand(signal: AbortSignal): Command {
  return withConnection(new Command('restore'))
    .description('replace the data of a server by a backup; what is in use is backed up first')
    .option('--name <backup>', 'a backup on the server', 'latest')
    .option('--from <file>', 'a backup on this laptop, of this server or of another one')
    .option('--backup-key-file <file>', 'file with the key of that backup (default: the key of the server itself)')
    .option('--school <code>', 'bring back the data of this school only, while everybody works')
    .option('--plan', 'only show what it would do')
    .option('-y, --yes <server>', 'agree without being asked: the server’s address, typed in full')
    .option('--json', 'print a line of JSON for every event')
    .action(async (place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        const source = await sourceOf(server, flags);
        const { school } = source;
        const plan = await (school === undefined
          ? planRestore(server, source)
          : planSchoolRestore(server, { ...source, school }));
        if (flags.json === true) printJson({ plan });
        else printLine('rows' in plan ? planText(plan) : schoolText(plan));
        if (flags.plan === true) return;
        await agree(
          server.host,
          'rows' in plan ? 'All data in use is replaced.' : `The data of ${plan.school.name} goes back.`,
          flags,
        );
        await restore(server, source, plan, originOfLaptop(), shownAct(flags.json === true, signal));
      } finally {
        if (flags.from !== undefined) await removeSent(server).catch(() => undefined);
        await server.transport.close();
      }
    });
}

async function sourceOf(server: OpenServer, flags: Flags): Promise<RestoreSource> {
  const key =
    flags.backupKeyFile === undefined ? {} : { key: await readSecret(flags.backupKeyFile, 'the key of the backup') };
  const more = { ...key, ...(flags.school === undefined ? {} : { school: flags.school }) };
  if (flags.from === undefined) return { from: { name: flags.name }, ...more };
  note(`Sending ${flags.from}…`);
  const file = await sendBackup(server, flags.from, () => undefined);
  return { from: { file }, ...more };
}

function schoolText({ backup, school, people, tables }: SchoolPlan): string {
  return [
    `Backup ${backup.name}, made ${momentText(backup.at)}.`,
    `Only the data of ${school.name} (${school.code}) goes back to it:`,
    ...(people === 0 ? [] : [`  + ${people} people come back, with the password they had`]),
    ...tables.map(
      ({ table, missing, changed, removed }) =>
        `  ~ ${table}: ${missing} come back, ${changed} go back, ${removed} made since are removed`,
    ),
    ...(people + tables.length === 0 ? ['  nothing is different'] : []),
    'What the school has made since, beside that, stays. Everybody can work on.',
  ].join('\n');
}

function planText({ backup, here, rows, documents, isOtherServer, migrates }: RestorePlan): string {
  return [
    `Backup ${backup.name} of ${backup.server}, made ${momentText(backup.at)} by version ${backup.version}.`,
    `  + it is whole and can be opened: ${rows} rows, ${documents} documents`,
    `  ~ all data in use on ${here.server} (${here.rows} rows) is replaced; what was typed since is lost from the site`,
    '  + it is backed up first, so that it can be had back',
    ...(isOtherServer ? ['  ~ it is of another server: its session key, certificates, and settings come with it'] : []),
    ...(migrates ? ['  ~ its tables are of an earlier version and are brought to this one'] : []),
    'People can work until the very end; then the site is closed for some seconds.',
  ].join('\n');
}

async function agree(host: string, what: string, { yes }: Flags): Promise<void> {
  if (yes === undefined && !canAsk())
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: `There is no terminal to ask: agree with --yes ${host}`,
    });
  const typed = yes ?? (await askText(`${what} Type the server’s address (${host}) to go on`));
  if (typed !== host)
    throw new ProvisionError({ code: 'TT-RUN-03', message: `That is not ${host}. Nothing was changed.` });
}
