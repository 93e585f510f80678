import { Command } from 'commander';
import { namesOf } from '../../../installer/session/names.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { namesText } from '../print/names.ts';
import { printJson, printLine } from '../print/output.ts';

export function namesCommand(): Command {
  return withConnection(new Command('names'))
    .description('the names of the site as the server and this laptop find them, and what to enter in the DNS')
    .option('--json', 'print it as JSON')
    .action(async (place: string | undefined, flags: ConnectionFlags & { readonly json?: boolean }) => {
      const { server } = await connect(place, flags);
      try {
        const seen = await namesOf(server);
        if (flags.json === true) printJson(seen);
        else printLine(namesText(seen));
        if (seen.ok === false || seen.names.some(({ laptopOk }) => !laptopOk)) process.exitCode = exitCodes.unhealthy;
      } finally {
        await server.transport.close();
      }
    });
}
