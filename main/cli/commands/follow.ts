import { Command } from 'commander';
import { statusOf } from '../../../installer/session/ask-server.ts';
import { installedOrStagedCtl } from '../../../installer/session/ctl.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { concludeRun } from '../print/run-end.ts';
import { handOverSignIn, printSignIn, printSignInJson } from '../print/sign-in.ts';
import { watchRun } from '../watch-run.ts';

type Flags = ConnectionFlags & { readonly run?: string; readonly json?: boolean };

export function followCommand(signal: AbortSignal): Command {
  return withConnection(new Command('follow'))
    .description(
      'attach to a run and show everything since its start; at its end, the first sign-in if nobody has seen it',
    )
    .option('--run <id>', 'which run (default: the latest)')
    .option('--json', 'print a line of JSON for every event')
    .action(async (place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        const run = flags.run ?? (await statusOf(server)).lastRun?.run;
        if (run === undefined) {
          throw new ProvisionError({ code: 'TT-JOURNAL-01', message: 'There was no run on this server yet.' });
        }
        const json = flags.json === true;
        const watched = await watchRun(server, { engine: installedOrStagedCtl, run, json, signal });
        concludeRun(watched, json);
        // Whoever began it may never have seen its end.
        if (watched.kind === 'install') await handOverSignIn(server, json ? printSignInJson : printSignIn);
      } finally {
        await server.transport.close();
      }
    });
}
