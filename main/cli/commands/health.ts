import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import { healthOf } from '../../../installer/session/ask-server.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { printLine } from '../print/output.ts';

type Flags = ConnectionFlags & {
  readonly json?: boolean;
  readonly details?: boolean;
  readonly continuous?: boolean;
  readonly interval: string;
};

export function healthCommand(signal: AbortSignal): Command {
  return withConnection(new Command('health'))
    .description('the lines of the health monitor; exit code 0 only when all is well')
    .option('--continuous', 'again and again, until Ctrl-C')
    .option('--interval <seconds>', 'seconds between two looks', '30')
    .option('--details', 'with what is behind the lines: queues, requests, memory, disks')
    .option('--json', 'print it as JSON')
    .action(async (place: string | undefined, flags: Flags) => {
      const seconds = Number(flags.interval);
      if (!(seconds >= 1 && seconds <= 86_400)) {
        throw new ProvisionError({
          code: 'TT-ANSWERS-01',
          message: `--interval ${flags.interval} is not 1 to 86400 seconds`,
        });
      }
      const { server } = await connect(place, flags);
      try {
        do {
          const { text, healthy } = await healthOf(server, formOf(flags));
          printLine(text);
          process.exitCode = healthy ? exitCodes.done : exitCodes.unhealthy;
          if (flags.continuous !== true) return;
          await pause(seconds * 1000, undefined, { signal }).catch(() => undefined);
        } while (!signal.aborted);
      } finally {
        await server.transport.close();
      }
    });
}

function formOf({ json, details }: Flags): 'lines' | 'details' | 'json' {
  if (json === true) return 'json';
  return details === true ? 'details' : 'lines';
}
