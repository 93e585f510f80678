import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { reportOf } from '../../../installer/session/ask-server.ts';
import { installedOrStagedCtl } from '../../../installer/session/ctl.ts';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { stagedCtl } from '../../../installer/session/plan-server.ts';
import { bundleOf } from '../../../installer/session/prepare-install.ts';
import { startInstalled, startStaged } from '../../../installer/session/run-server.ts';
import { saveNew } from '../../../installer/session/save-new.ts';
import { exportWritten } from '../../../installer/session/upgrade-look.ts';
import { prepareBack, prepareUpgrade } from '../../../installer/session/upgrade-server.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { askYes, canAsk } from '../ask/terminal.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { note, printJson, printLine } from '../print/output.ts';
import { planText } from '../print/plan.ts';
import { concludeRun } from '../print/run-end.ts';
import { stageProgress } from '../print/stage-progress.ts';
import { paint } from '../print/style.ts';
import { preflightText, previewText } from '../print/upgrade.ts';
import { watchRun } from '../watch-run.ts';

type Flags = ConnectionFlags & {
  readonly bundle?: string;
  readonly back?: boolean;
  readonly export?: string;
  readonly details?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly report?: string;
};

export function upgradeCommand(signal: AbortSignal): Command {
  return withConnection(new Command('upgrade'))
    .description('put a newer release on a server while teachers work; it goes back by itself when anything is wrong')
    .option('-b, --bundle <folder>', 'the bundle of the newer release (default: the newest one found)')
    .option('--back', 'go back to the release before the last upgrade, after showing what that would lose')
    .option('--export <file>', 'with --back: first save what was written since the upgrade into this file')
    .option('--details', 'show the differences of every file in the plan')
    .option('-y, --yes', 'do not ask before the changes are made')
    .option('--report <file>', 'save the report of the run')
    .option('--json', 'print a line of JSON for every event')
    .action(async (place: string | undefined, flags: Flags) => {
      if (flags.export !== undefined && flags.back !== true)
        throw new ProvisionError({ code: 'TT-ANSWERS-01', message: '--export belongs to --back.' });
      const opened =
        flags.back === true ? undefined : await bundleOf({ given: flags.bundle, program: import.meta.dirname });
      const { server } = await connect(place, flags);
      try {
        await (opened === undefined ? back(server, flags, signal) : forward(server, { ...flags, opened, signal }));
      } finally {
        await server.transport.close();
      }
    });
}

type Forward = Flags & { readonly opened: Awaited<ReturnType<typeof bundleOf>>; readonly signal: AbortSignal };

async function forward(server: OpenServer, { opened, signal, ...flags }: Forward): Promise<void> {
  const json = flags.json === true;
  const { staged, plan } = await prepareUpgrade(server, {
    bundle: opened,
    signal,
    onStage: stageProgress(),
    onPreflight: (found) => (json ? printJson({ preflight: found }) : printLine(preflightText(found))),
  });
  if (json) printJson({ plan });
  const { upgrade } = plan;
  if (upgrade === undefined) {
    if (!json) printLine(`TeachTrack ${plan.version} is installed already: there is nothing to upgrade.`);
    return;
  }
  if (!json) printLine(`\n${planText(plan, { details: flags.details === true })}`);
  await agree(flags, `Upgrade ${server.host} from ${upgrade.from} to ${upgrade.to}?`);
  const run = await startStaged(server, { staged, plan, origin: originOfLaptop() });
  if (!json) note(`The run ${run} belongs to the server now: closing this window does no harm.`);
  const watched = await watchRun(server, { engine: (...args) => stagedCtl(staged, ...args), run, json, signal });
  await saveReport(server, run, flags);
  if (!json && watched.end.end === 'finished' && watched.end.outcome !== 'done')
    printLine(paint('yellow', await whereItStands(server, upgrade.from, upgrade.to)));
  concludeRun(watched, json);
  if (json) return;
  printLine(paint('green', `TeachTrack ${upgrade.to} serves, and every final check passed.`));
  printLine(`To go back to ${upgrade.from}: teachtrack upgrade ${server.user}@${server.host} --back`);
}

async function back(server: OpenServer, flags: Flags, signal: AbortSignal): Promise<void> {
  const json = flags.json === true;
  const { preview, plan } = await prepareBack(server, { signal });
  if (json) printJson({ preview });
  if (json) printJson({ plan });
  else printLine(`${previewText(preview)}\n\n${planText(plan, { details: flags.details === true })}`);
  if (flags.export !== undefined) {
    const path = resolve(flags.export);
    await saveNew(path, await exportWritten(server));
    if (!json) printLine(`What was written since is in ${path}. Only you can read it.`);
  }
  const loss = preview.losesData && preview.written.length > 0 ? ' The rows above are lost.' : '';
  await agree(flags, `Go back on ${server.host} from ${preview.from} to ${preview.to}?${loss}`);
  const run = await startInstalled(server, plan, originOfLaptop());
  concludeRun(await watchRun(server, { engine: installedOrStagedCtl, run, json, signal }), json);
  await saveReport(server, run, flags);
  if (!json) printLine(paint('green', `TeachTrack ${preview.to} serves again, and every final check passed.`));
}

/** Asked of the server, not assumed. */
async function whereItStands({ transport }: OpenServer, from: string, to: string): Promise<string> {
  const { stdout } = await transport.run({ argv: installedOrStagedCtl('version'), asRoot: true });
  const now = stdout.trim();
  if (now === to)
    return `TeachTrack ${to} serves. What came after that did not work; “teachtrack install” with this bundle goes on with it.`;
  return now === from
    ? `The upgrade did not work, and ${from} serves again. Nothing was lost.`
    : `The upgrade did not work. The server is at ${now || 'an unknown version'}, between ${from} and ${to}: see “teachtrack status”.`;
}

async function saveReport(server: OpenServer, run: string, { report, json }: Flags): Promise<void> {
  if (report === undefined) return;
  const path = resolve(report);
  await writeFile(path, await reportOf(server, 'html', run), { mode: 0o600 });
  if (json !== true) printLine(`Report: ${path}`);
}

async function agree({ yes, json }: Flags, question: string): Promise<void> {
  if (yes === true) return;
  if (json === true || !canAsk())
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: 'There is no terminal to ask: agree to the plan with --yes',
    });
  if (await askYes(question)) return;
  throw new ProvisionError({ code: 'TT-RUN-03', message: 'Nothing was changed.' });
}
