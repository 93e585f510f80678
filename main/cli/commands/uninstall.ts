import { Command } from 'commander';
import { installedOrStagedCtl } from '../../../installer/session/ctl.ts';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { keptData, planUninstall } from '../../../installer/session/plan-uninstall.ts';
import { bundleOf } from '../../../installer/session/prepare-install.ts';
import { startUninstall } from '../../../installer/session/run-server.ts';
import { asProvisionError, ProvisionError } from '../../../installer/session/values.ts';
import { askText, canAsk } from '../ask/terminal.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { printJson, printLine } from '../print/output.ts';
import { planText } from '../print/plan.ts';
import { concludeRun } from '../print/run-end.ts';
import { stageProgress } from '../print/stage-progress.ts';
import { watchRun } from '../watch-run.ts';

type Flags = ConnectionFlags & {
  readonly removeData?: boolean;
  readonly bundle?: string;
  readonly yes?: string;
  readonly json?: boolean;
};

export function uninstallCommand(signal: AbortSignal): Command {
  return withConnection(new Command('uninstall'))
    .description('put the server back as it was; the teachers’ data stays')
    .option('--remove-data', 'also remove the database, the documents and their secrets for ever')
    .option(
      '-b, --bundle <folder>',
      'where the engine comes from to remove data that was kept (default: the newest one)',
    )
    .option('-y, --yes <server>', 'agree without being asked: the server’s address, typed in full')
    .option('--json', 'print a line of JSON for every event')
    .action(async (place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        const json = flags.json === true;
        const plan = await planUninstall(server, {
          removeData: flags.removeData === true,
          bundle: () => bundleOf({ given: flags.bundle, program: import.meta.dirname }),
          onStage: stageProgress(),
          signal,
        }).catch(notInstalled);
        if (plan === undefined) return json ? printJson({ plan: null }) : printLine(await nothingThere(server));
        if (json) printJson({ plan });
        else printLine(planText(plan, { details: false }));
        if (plan.steps.length === 0) return;
        await agree(server.host, flags);
        const run = await startUninstall(server, plan, originOfLaptop());
        concludeRun(await watchRun(server, { engine: installedOrStagedCtl, run, json, signal }), json);
        if (!json)
          printLine(
            flags.removeData === true ? 'TeachTrack and its data are gone.' : 'TeachTrack is gone; its data was kept.',
          );
      } finally {
        await server.transport.close();
      }
    });
}

async function nothingThere(server: OpenServer): Promise<string> {
  const kept = (await keptData(server)) ? ' The data of an earlier one was kept: --remove-data removes it, too.' : '';
  return `Nothing to remove: TeachTrack is not on this server.${kept}`;
}

/** Not an error of one who wants it gone. */
function notInstalled(thrown: unknown): undefined {
  if (asProvisionError(thrown).code !== 'TT-JOURNAL-01') throw thrown;
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
