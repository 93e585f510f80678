import { readCredentials, readSettings } from './config.ts';
import { createLog } from './log.ts';
import { tellSupervisor } from './serving/supervised.ts';
import { aloneArgument } from './workers/alone.ts';
import { doOneJob } from './workers/one-job.ts';
import { leaveWhenTooLarge } from './workers/too-large.ts';
import { startWorking } from './workers/working.ts';

/** Works off the queues until SIGTERM; jobs under way are finished first. `alone <id>`: does that job and ends. */
const log = createLog('worker');
process.on('unhandledRejection', (error) => fatal(error));
process.on('uncaughtException', (error) => fatal(error));

const [, , mode, jobId = ''] = process.argv;
if (mode === aloneArgument) {
  await doOneJob({ settings: readSettings(), credentials: readCredentials(), log }, jobId);
} else {
  const working = startWorking(readSettings(), readCredentials(), log);
  log.info('working');
  tellSupervisor();
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await working.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  leaveWhenTooLarge(log, stop);
}

function fatal(error: unknown): never {
  log.fatal({ err: error }, 'giving up this process');
  process.exit(1);
}
