import { Command } from 'commander';
import { actOf } from '../../../installer/contract/act.ts';
import { statusOf } from '../../../installer/session/ask-server.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { printJson, printLine } from '../print/output.ts';

export function statusCommand(): Command {
  return withConnection(new Command('status'))
    .description('version, who is at work on the server, and the last run')
    .option('--json', 'print it as JSON')
    .action(async (place: string | undefined, flags: ConnectionFlags & { readonly json?: boolean }) => {
      const { server } = await connect(place, flags);
      try {
        const status = await statusOf(server);
        if (flags.json === true) return printJson(status);
        const { version, holder, lastRun } = status;
        printLine(version === null ? 'TeachTrack is not installed.' : `TeachTrack ${version} is installed.`);
        printLine(
          holder === null
            ? 'No run is under way.'
            : `${holder.who} from ${holder.from} has been at work since ${holder.since} (run ${holder.run}).`,
        );
        if (lastRun !== null)
          printLine(`Last run: ${lastRun.run}, ${actOf(lastRun)} of ${lastRun.version}, ${lastRun.state}.`);
      } finally {
        await server.transport.close();
      }
    });
}
