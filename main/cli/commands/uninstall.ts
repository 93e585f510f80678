import { Command } from 'commander';
import { installedOrStagedCtl } from '../../../installer/session/ctl.ts';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import { planUninstall } from '../../../installer/session/plan-server.ts';
import { startUninstall } from '../../../installer/session/run-server.ts';
import { asProvisionError, ProvisionError } from '../../../installer/session/values.ts';
import { askText, canAsk } from '../ask/terminal.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { printJson, printLine } from '../print/output.ts';
import { planText } from '../print/plan.ts';
import { concludeRun } from '../print/run-end.ts';
import { watchRun } from '../watch-run.ts';

type Flags = ConnectionFlags & { readonly removeData?: boolean; readonly yes?: string; readonly json?: boolean };

export function uninstallCommand(signal: AbortSignal): Command {
  return withConnection(new Command('uninstall'))
    .description('put the server back as it was; the teachers’ data stays')
    .option('--remove-data', 'also remove the database, the documents and their secrets for ever')
    .option('-y, --yes <server>', 'agree without being asked: the server’s address, typed in full')
    .option('--json', 'print a line of JSON for every event')
    .action(async (place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        const json = flags.json === true;
        const plan = await planUninstall(server, flags.removeData === true, signal).catch(notInstalled(flags));
        if (plan === undefined) return json ? printJson({ plan: null }) : printLine(nothingThere);
        if (json) printJson({ plan });
        else printLine(planText(plan, { details: false }));
        if (plan.steps.length === 0) return;
        await agree(server.host, flags);
        const run = await startUninstall(server, plan, originOfLaptop());
        concludeRun(await watchRun(server, { engine: installedOrStagedCtl, run, json, signal }));
        if (!json)
          printLine(
            flags.removeData === true ? 'TeachTrack and its data are gone.' : 'TeachTrack is gone; its data was kept.',
          );
      } finally {
        await server.transport.close();
      }
    });
}

const nothingThere = 'Nothing to remove: TeachTrack is not on this server.';

/** Not an error of one who wants it gone; but data that an earlier uninstall kept needs the engine to be removed. */
function notInstalled({ removeData }: Flags): (thrown: unknown) => undefined {
  return (thrown) => {
    if (removeData === true || asProvisionError(thrown).code !== 'TT-JOURNAL-01') throw thrown;
  };
}

async function agree(host: string, { yes, removeData }: Flags): Promise<void> {
  const what =
    removeData === true
      ? 'TeachTrack and ALL its data will be removed; this cannot be undone.'
      : 'TeachTrack will be removed.';
  if (yes === undefined && !canAsk()) {
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: `There is no terminal to ask: agree with --yes ${host}`,
    });
  }
  const typed = yes ?? (await askText(`${what} Type the server’s address (${host}) to go on`));
  if (typed === host) return;
  throw new ProvisionError({ code: 'TT-RUN-03', message: `That is not ${host}. Nothing was changed.` });
}
