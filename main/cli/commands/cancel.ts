import { Command } from 'commander';
import { cancelRun } from '../../../installer/session/ask-server.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { printJson, printLine } from '../print/output.ts';

type Flags = ConnectionFlags & { readonly now?: boolean; readonly json?: boolean };

export function cancelCommand(): Command {
  return withConnection(new Command('cancel'))
    .description('stop the run under way before its next step; install again goes on from there')
    .option('--now', 'do not wait for what the step waits for, such as another package installation')
    .option('--json', 'print it as JSON')
    .action(async (place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        const run = await cancelRun(server, { now: flags.now === true });
        if (flags.json === true) return printJson({ run });
        printLine(run === null ? 'No run is under way.' : `The run ${run} stops at the next safe point.`);
      } finally {
        await server.transport.close();
      }
    });
}
