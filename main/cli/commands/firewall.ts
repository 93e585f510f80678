import { Command } from 'commander';
import {
  type FirewallState,
  firewallOf,
  putFirewallInForce,
  switchFirewallOff,
} from '../../../installer/session/firewall.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { firewallText } from '../print/firewall.ts';
import { printJson, printLine } from '../print/output.ts';

type Flags = ConnectionFlags & { readonly json?: boolean };

export function firewallCommand(): Command {
  return new Command('firewall')
    .description('who may reach the server')
    .addCommand(act('show', 'what is open and what is closed', firewallOf))
    .addCommand(
      act('on', 'put it in force; it is taken back by itself when this laptop does not get in any more', (server) =>
        putFirewallInForce(server),
      ),
    )
    .addCommand(act('off', 'no firewall of ours, until it is put in force again', switchFirewallOff));
}

function act(name: string, description: string, work: (server: OpenServer) => Promise<FirewallState>): Command {
  return withConnection(new Command(name))
    .description(description)
    .option('--json', 'print it as JSON')
    .exitOverride()
    .action(async (place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        const state = await work(server);
        if (flags.json === true) printJson(state);
        else printLine(firewallText(state));
        if (state.ok === false && name === 'on') process.exitCode = exitCodes.unhealthy;
      } finally {
        await server.transport.close();
      }
    });
}
