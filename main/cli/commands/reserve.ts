import { Command } from 'commander';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { giveReserveBack, type ReserveState, reserveOf } from '../../../installer/session/upkeep/reserve.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLine } from '../print/output.ts';

type Flags = ConnectionFlags & { readonly json?: boolean };

export function reserveCommand(): Command {
  return new Command('reserve')
    .description('space put by on the server for the day its disk is full')
    .addCommand(act('show', 'whether it is there, and how long it would last', reserveOf))
    .addCommand(
      act('free', 'give it back, so that people can save again; the server puts it by again by itself', (server) =>
        giveReserveBack(server, originOfLaptop()),
      ),
    );
}

function act(name: string, description: string, work: (server: OpenServer) => Promise<ReserveState>): Command {
  return withConnection(new Command(name))
    .description(description)
    .option('--json', 'print it as JSON')
    .exitOverride()
    .action(async (place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        const state = await work(server);
        if (flags.json === true) printJson(state);
        else printLine(state.summary);
        if (state.ok !== true && name === 'show') process.exitCode = exitCodes.unhealthy;
      } finally {
        await server.transport.close();
      }
    });
}
