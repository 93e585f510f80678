import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { buyerText } from '../../../installer/session/buyer-text.ts';
import { checkServer } from '../../../installer/session/check-server.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { checkText } from '../print/check-report.ts';
import { printJson, printLine } from '../print/output.ts';
import { type WantedFlags, wantedBy } from '../wanted.ts';

type Flags = ConnectionFlags & WantedFlags & { readonly json?: boolean; readonly save?: string };

export function checkCommand(signal: AbortSignal): Command {
  return withConnection(new Command('check'))
    .description('look at a server and say what it is good for; changes nothing')
    .option('-t, --tier <teachers>', '150, 500 or 2000 teachers at once (default: judged for 2000)')
    .option('--accept <requirement=reason...>', 'accept a shortfall, with the reason')
    .option('--save <file>', 'also write a text for the hardware buyer')
    .option('--json', 'print the findings as JSON')
    .action(async (place: string | undefined, flags: Flags) => {
      const { server, answers } = await connect(place, flags);
      try {
        const wantedFor = wantedBy(answers, flags, server.host);
        const { report, durationMs } = await checkServer(server, {
          wantedFor: () => wantedFor(undefined),
          measureDisk: 'always',
          signal,
        });
        if (flags.save !== undefined) await writeFile(flags.save, buyerText(server.host, report));
        if (flags.json === true) printJson({ report, durationMs: Math.round(durationMs) });
        else printLine(checkText(report, durationMs));
        if (report.findings.some((finding) => finding.stops)) process.exitCode = exitCodes.blocked;
      } finally {
        await server.transport.close();
      }
    });
}
