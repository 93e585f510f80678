import { Command } from 'commander';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import { runProve, sampleLine, type Verdict } from '../../../installer/session/upkeep/prove.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { shownAct } from '../print/act.ts';
import { note } from '../print/output.ts';
import { printVerdict } from '../print/verdict.ts';

type Flags = ConnectionFlags & { readonly users?: string; readonly minutes?: string; readonly json?: boolean };

export function proveCommand(signal: AbortSignal): Command {
  return withConnection(new Command('prove'))
    .description('let virtual teachers work on the server, and see how many at once it holds')
    .option('--users <count>', 'so many at most; what the server was set up for unless told')
    .option('--minutes <count>', 'steady work, spread over the stages')
    .option('--json', 'print a line of JSON for every event')
    .action(async (place: string | undefined, flags: Flags) => {
      const { users, minutes, json = false } = flags;
      const { server } = await connect(place, flags);
      let verdict: Verdict | undefined;
      const shown = shownAct(json, signal);
      try {
        await runProve(
          server,
          originOfLaptop(),
          {
            ...shown,
            onEntry(entry) {
              shown.onEntry(entry);
              const { event } = entry;
              if (event.kind === 'sample' && !json) note(sampleLine(event));
              if (event.kind === 'done') verdict = event.result as Verdict;
            },
          },
          { ...(users === undefined ? {} : { users }), ...(minutes === undefined ? {} : { minutes }) },
        );
      } finally {
        await server.transport.close();
      }
      if (verdict === undefined) return;
      if (!json) printVerdict(verdict);
      if (!verdict.isPassed) process.exitCode = exitCodes.heldFewer;
    });
}
