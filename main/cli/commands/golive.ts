import { Command } from 'commander';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { textOf } from '../../../installer/session/upkeep/ask.ts';
import { goLiveOf, waivePoint } from '../../../installer/session/upkeep/golive.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLine } from '../print/output.ts';

type Flags = ConnectionFlags & {
  readonly json?: boolean;
  readonly waive?: string;
  readonly unwaive?: string;
  readonly reason?: string;
};

export function goLiveCommand(): Command {
  return withConnection(new Command('golive'))
    .description('whether the server is ready for teachers, point by point; exit code 0 only when it is')
    .option('--waive <point>', 'accept a point that is not met; needs --reason')
    .option('--unwaive <point>', 'take that back')
    .option('--reason <text>', 'why teachers may work without it')
    .option('--json', 'print it as JSON')
    .action(async (place: string | undefined, { json, waive, unwaive, reason, ...flags }: Flags) => {
      if (waive !== undefined && reason === undefined)
        throw new ProvisionError({
          code: 'TT-ANSWERS-01',
          message: '--waive needs --reason: why teachers may work without it',
        });
      const { server } = await connect(place, flags);
      try {
        const point = waive ?? unwaive;
        if (point !== undefined)
          await waivePoint(server, waive === undefined ? { point } : { point, reason: reason ?? '' }, originOfLaptop());
        process.exitCode = (await show(server, json === true)) ? exitCodes.done : exitCodes.unhealthy;
      } finally {
        await server.transport.close();
      }
    });
}

async function show(server: OpenServer, json: boolean): Promise<boolean> {
  if (json) {
    const found = await goLiveOf(server);
    printJson(found);
    return found.ok === true;
  }
  const { text, isWell } = await textOf(server, ['golive']);
  printLine(text);
  return isWell;
}
