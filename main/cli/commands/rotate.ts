import { Argument, Command } from 'commander';
import { installedOrStagedCtl } from '../../../installer/session/ctl.ts';
import { originOfLaptop } from '../../../installer/session/laptop.ts';
import {
  giveDatabaseAdministrator,
  planRotation,
  type RotationAct,
  type RotationPlan,
  rotationActs,
  startRotation,
} from '../../../installer/session/upkeep/rotate.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import { askSecret, askYes, canAsk } from '../ask/terminal.ts';
import { connect } from '../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { printJson, printLine } from '../print/output.ts';
import { concludeRun } from '../print/run-end.ts';
import { watchRun } from '../watch-run.ts';

type Flags = ConnectionFlags & {
  readonly finishCa?: boolean;
  readonly databaseAdministrator?: string;
  readonly databasePasswordFile?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
};

export function rotateCommand(signal: AbortSignal): Command {
  const what = new Argument('<what>', 'which secrets; back takes an unfinished rotation back').choices(rotationActs);
  return withConnection(new Command('rotate').addArgument(what))
    .description('new passwords and keys without anybody noticing')
    .option('--finish-ca', 'with ca: the devices trust the new authority, let it sign')
    .option('--database-administrator <user>', 'where the database is on another server: who may change its accounts')
    .option('--database-password-file <file>', 'its password; otherwise you are asked')
    .option('-y, --yes', 'do it without being asked')
    .option('--json', 'print a line of JSON for every event')
    .action(async (act: RotationAct, place: string | undefined, flags: Flags) => {
      const { server } = await connect(place, flags);
      try {
        const json = flags.json === true;
        const wish = { act, finishCa: flags.finishCa === true };
        const { databaseAdministrator: user, databasePasswordFile: passwordFile } = flags;
        if (user !== undefined) await giveDatabaseAdministrator(server, { user, passwordFile, ask: askSecret }, signal);
        const planned = await planRotation(server, wish);
        if (json) printJson(planned);
        else printLine(planText(planned));
        if (planned.plan.steps.length === 0) return;
        await agree(flags);
        const run = await startRotation(server, wish, originOfLaptop());
        concludeRun(await watchRun(server, { engine: installedOrStagedCtl, run, json, signal }), json);
      } finally {
        await server.transport.close();
      }
    });
}

function planText({ plan, notes }: RotationPlan): string {
  const seconds = plan.steps.reduce((sum, step) => sum + step.seconds, 0);
  const rest =
    plan.steps.length === 0 ? 'There is nothing to do.' : `${stepsWord(plan.steps.length)}, about ${seconds} s.`;
  return [...notes, ...plan.steps.map(({ title }) => `  ~ ${title}`), rest].join('\n');
}

function stepsWord(count: number): string {
  return count === 1 ? 'One step' : `${count} steps`;
}

async function agree({ yes }: Flags): Promise<void> {
  if (yes === true) return;
  if (!canAsk())
    throw new ProvisionError({ code: 'TT-ANSWERS-01', message: 'There is no terminal to ask: agree with --yes' });
  if (await askYes('Do it?')) return;
  throw new ProvisionError({ code: 'TT-RUN-03', message: 'Nothing was changed.' });
}
