import type { Credentials, Settings } from '../config.ts';
import type { Log } from '../log.ts';
import { tryJob } from './try-job.ts';
import { openTools } from './working.ts';

/** Does one job and tells the parent process how it ended. Ends with its parent. */
export async function doOneJob(
  { settings, credentials, log }: { settings: Settings; credentials: Credentials; log: Log },
  jobId: string,
): Promise<void> {
  process.on('disconnect', () => process.exit(1));
  // Its worker waits for it while it is asked to end, and then makes an end of it.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);
  const tools = openTools(settings, credentials, log, { connectionLimit: 2, maxIdle: 2 });
  const tried = await tryJob(tools, jobId);
  process.send?.(tried, () => process.exit(0));
}
