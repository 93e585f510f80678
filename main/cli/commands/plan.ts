import { Command } from 'commander';
import { forgetDatabaseAdministrator } from '../../../installer/session/database-administrator.ts';
import { bundleOf, prepareInstall } from '../../../installer/session/prepare-install.ts';
import { askSecret } from '../ask/terminal.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { checkText } from '../print/check-report.ts';
import { note, printJson, printLine } from '../print/output.ts';
import { planText } from '../print/plan.ts';
import { stageProgress } from '../print/stage-progress.ts';
import { beginning, type WantedFlags, wantedBy } from '../wanted.ts';

type Flags = ConnectionFlags &
  WantedFlags & { readonly json?: boolean; readonly details?: boolean; readonly bundle?: string };

export function planCommand(signal: AbortSignal): Command {
  return withWanted(withConnection(new Command('plan')))
    .description('send the bundle and show every change an install would make')
    .option('--details', 'show the differences of every file')
    .option('--json', 'print the plan as JSON')
    .action(async (place: string | undefined, flags: Flags) => {
      const bundle = await bundleOf({ given: flags.bundle, program: import.meta.dirname });
      const { server, answers: given } = await connect(place, flags);
      try {
        const answers = await beginning(server, given, flags, signal);
        const onStage = stageProgress();
        const { plan } = await prepareInstall(server, {
          wantedFor: wantedBy(answers, flags, server.host),
          bundle,
          certificate: answers.certificate,
          databaseAdministrator: { answers: answers.database, ask: askSecret },
          alertSecrets: { answers: answers.alerts, ask: askSecret },
          sharePasswords: { answers: answers.backups, ask: askSecret },
          signal,
          onStage,
          onCheck: (check) => note(checkText(check.report, check.durationMs)),
        });
        // A plan is not an install: nobody waits for the sign-in.
        if (answers.database !== undefined) await forgetDatabaseAdministrator(server);
        if (flags.json === true) printJson(plan);
        else printLine(planText(plan, { details: flags.details === true }));
      } finally {
        await server.transport.close();
      }
    });
}

/** The flags of every command that plans. */
export function withWanted(command: Command): Command {
  return command
    .option('-t, --tier <teachers>', '150, 500 or 2000 teachers at once (default: the largest the server meets)')
    .option('-b, --bundle <folder>', 'the offline bundle (default: the newest one found)')
    .option(
      '--ssh-from <subnets>',
      'subnets and addresses from which the firewall lets SSH in, with commas between them; or everywhere (default)',
    )
    .option('--accept <requirement=reason...>', 'accept a shortfall, with the reason');
}
