import { Command } from 'commander';
import { runDrill } from '../../../installer/session/backups.ts';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { shownAct } from '../print/act.ts';

type Flags = ConnectionFlags & { readonly name: string; readonly json?: boolean };

export function drillCommand(signal: AbortSignal): Command {
  return withConnection(new Command('drill'))
    .description('prove that a backup can be restored: every row compared and a sign-in, beside the data in use')
    .option('--name <backup>', 'which one', 'latest')
    .option('--json', 'print a line of JSON for every event')
    .action(async (place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        await runDrill(server, originOfLaptop(), shownAct(flags.json === true, signal), flags.name);
      } finally {
        await server.transport.close();
      }
    });
}
