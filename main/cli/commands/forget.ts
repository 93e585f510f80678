import { Command } from 'commander';
import { parseDestination } from '../../../installer/contract/destination.ts';
import { forgetServer } from '../../../installer/session/forget-server.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { printLine } from '../print/output.ts';

export function forgetCommand(): Command {
  return new Command('forget')
    .description('forget the confirmed identity of a server, after it was installed anew')
    .argument('<server>', 'address[:port]')
    .action(async (place: string) => {
      const parsed = parseDestination(place);
      if (parsed.kind === 'invalid') throw new ProvisionError({ code: 'TT-ANSWERS-01', message: parsed.problem });
      const { host, port = 22 } = parsed.destination;
      const was = await forgetServer({ host, port });
      printLine(
        was ? `${host} is forgotten: its identity is asked for at the next connection.` : `${host} was not known.`,
      );
    });
}
