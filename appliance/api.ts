import { servingVariable } from './serving/messages.ts';

/** One instance: this file is the primary, which only minds its serving processes, and each of those. */
if (process.env[servingVariable] === undefined) {
  const { mindServingProcesses } = await import('./serving/primary.ts');
  try {
    mindServingProcesses();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
} else {
  const { serve } = await import('./serving/serve.ts');
  await serve();
}
