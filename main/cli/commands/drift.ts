import { Command } from 'commander';
import { installedOrStagedCtl } from '../../../installer/session/ctl.ts';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { textOf } from '../../../installer/session/upkeep/ask.ts';
import { type Decision, decideDrift, driftOf, restoreItem } from '../../../installer/session/upkeep/drift.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLine } from '../print/output.ts';
import { concludeRun } from '../print/run-end.ts';
import { watchRun } from '../watch-run.ts';

type Flags = ConnectionFlags & {
  readonly json?: boolean;
  readonly diff?: boolean;
  readonly restore?: string;
  readonly keep?: string;
  readonly accept?: string;
  readonly forget?: string;
  readonly reason?: string;
};

export function driftCommand(signal: AbortSignal): Command {
  return withConnection(new Command('drift'))
    .description('what was changed on the server by hand; exit code 0 only when nothing was')
    .option('--diff', 'with the differences of the files')
    .option('--restore <item>', 'put ours back')
    .option('--keep <item>', 'keep the file as it was changed, also over upgrades')
    .option('--accept <item>', 'leave it until it changes again; needs --reason')
    .option('--forget <item>', 'take such a decision back')
    .option('--reason <text>', 'why it may stay')
    .option('--json', 'print it as JSON')
    .action(async (place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        const json = flags.json === true;
        if (flags.restore !== undefined) return await restore(server, flags.restore, json, signal);
        const decision = decisionOf(flags);
        if (decision !== undefined) {
          const now = await decideDrift(server, decision, originOfLaptop());
          return json ? printJson(now) : printLine(now.summary);
        }
        process.exitCode = (await show(server, flags)) ? exitCodes.done : exitCodes.unhealthy;
      } finally {
        await server.transport.close();
      }
    });
}

async function show(server: OpenServer, { json, diff }: Flags): Promise<boolean> {
  if (json === true) {
    const drift = await driftOf(server);
    printJson(drift);
    return drift.ok === true;
  }
  const { text, isWell } = await textOf(server, ['drift', ...(diff === true ? ['--diff'] : [])]);
  printLine(text);
  return isWell;
}

function decisionOf({ keep, accept, forget, reason }: Flags): Decision | undefined {
  if (keep !== undefined) return { kind: 'keep', item: keep };
  if (forget !== undefined) return { kind: 'forget', item: forget };
  if (accept === undefined) return undefined;
  if (reason !== undefined) return { kind: 'accept', item: accept, reason };
  throw new ProvisionError({ code: 'TT-ANSWERS-01', message: '--accept needs --reason: why it may stay as it is' });
}

async function restore(server: OpenServer, item: string, json: boolean, signal: AbortSignal): Promise<void> {
  const run = await restoreItem(server, item, originOfLaptop());
  const watched = await watchRun(server, { engine: installedOrStagedCtl, run, json, signal });
  // Proven by the step itself: such a run has no final checks.
  concludeRun(watched, json);
  if (json) return;
  printLine(
    'It is as it was set up again. What was there is kept on the server in /var/lib/teachtrack/drift/replaced.',
  );
}
