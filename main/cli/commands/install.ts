import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { reportOf } from '../../../installer/session/ask-server.ts';
import { firewallHolds, signInWaits } from '../../../installer/session/check-server.ts';
import { settleFirewall } from '../../../installer/session/firewall.ts';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { stagedCtl } from '../../../installer/session/plan-server.ts';
import { bundleOf, prepareInstall } from '../../../installer/session/prepare-install.ts';
import { startInstall } from '../../../installer/session/run-server.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { askSecret, askYes, canAsk } from '../ask/terminal.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { checkText } from '../print/check-report.ts';
import { note, printJson, printLine } from '../print/output.ts';
import { planText } from '../print/plan.ts';
import { concludeRun } from '../print/run-end.ts';
import { handOverSignIn, printSignIn, printSignInJson } from '../print/sign-in.ts';
import { stageProgress } from '../print/stage-progress.ts';
import { paint } from '../print/style.ts';
import { beginning, type WantedFlags, wantedBy } from '../wanted.ts';
import { watchRun } from '../watch-run.ts';
import { withWanted } from './plan.ts';

type Flags = ConnectionFlags &
  WantedFlags & {
    readonly bundle?: string;
    readonly details?: boolean;
    readonly yes?: boolean;
    readonly json?: boolean;
    readonly report?: string;
  };

export function installCommand(signal: AbortSignal): Command {
  return withWanted(withConnection(new Command('install')))
    .description('bring a server to the wanted state; run it again to go on, repair or change the tier')
    .option('--details', 'show the differences of every file in the plan')
    .option('-y, --yes', 'do not ask before the changes are made')
    .option('--report <file>', 'where the report is saved (default: teachtrack-report-<server>.html)')
    .option('--json', 'print a line of JSON for every event')
    .action(async (place: string | undefined, flags: Flags) => {
      const bundle = await bundleOf({ given: flags.bundle, program: import.meta.dirname });
      const { server, answers: given } = await connect(place, flags);
      try {
        const answers = await beginning(server, given, flags, signal);
        const json = flags.json === true;
        const say = json ? () => undefined : printLine;
        const onStage = stageProgress();
        const { plan, staged, check } = await prepareInstall(server, {
          wantedFor: wantedBy(answers, flags, server.host),
          bundle,
          certificate: answers.certificate,
          alertSecrets: { answers: answers.alerts, ask: askSecret },
          sharePasswords: { answers: answers.backups, ask: askSecret },
          databaseAdministrator: { answers: answers.database, ask: askSecret },
          signal,
          onStage,
          onCheck: ({ report, durationMs }) => say(checkText(report, durationMs)),
        });
        if (json) printJson({ plan });
        say(`\n${planText(plan, { details: flags.details === true })}`);
        if (plan.steps.length === 0) {
          if (!firewallHolds(check.facts)) await settleFirewall(server);
          if (signInWaits(check.facts)) await handOverSignIn(server, json ? printSignInJson : printSignIn);
          return;
        }
        await agree(flags, server.host);
        const run = await startInstall(server, { staged, plan, origin: originOfLaptop(), check });
        if (!json) note(`The run ${run} belongs to the server now: closing this window does no harm.`);
        concludeRun(
          await watchRun(server, { engine: (...args) => stagedCtl(staged, ...args), run, json, signal }),
          json,
        );
        await handOver(server, run, flags, check.wanted);
      } finally {
        await server.transport.close();
      }
    });
}

async function agree({ yes, json }: Flags, host: string): Promise<void> {
  if (yes === true) return;
  if (json === true || !canAsk()) {
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: 'There is no terminal to ask: agree to the plan with --yes',
    });
  }
  if (await askYes(`Make these changes on ${host}?`)) return;
  throw new ProvisionError({ code: 'TT-RUN-03', message: 'Nothing was changed.' });
}

/** Report on the laptop, addresses, and the first sign-in, which is shown this once. */
async function handOver(
  server: OpenServer,
  run: string,
  flags: Flags,
  { addresses, names, tls }: { addresses: readonly string[]; names: readonly string[]; tls: { kind: string } },
): Promise<void> {
  const path = resolve(flags.report ?? `teachtrack-report-${server.host.replaceAll(':', '-')}.html`);
  await writeFile(path, await reportOf(server, 'html', run), { mode: 0o600 });
  const schemes = tls.kind === 'plain-lan' ? ['http'] : ['https', 'http'];
  const hosts = [...names, ...addresses.map((address) => (address.includes(':') ? `[${address}]` : address))];
  const origins = schemes.flatMap((scheme) => hosts.map((host) => `${scheme}://${host}`));
  await handOverSignIn(server, (signIn) => {
    if (flags.json === true) return printJson({ origins, firstSignIn: signIn ?? null, report: path });
    printLine('');
    printLine(paint('green', 'TeachTrack is installed, and every final check passed.'));
    printLine(`Address:  ${origins.join('  ')}`);
    printSignIn(signIn);
    printLine(`Report:   ${path}`);
  });
}
