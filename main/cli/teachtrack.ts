import { CommanderError } from 'commander';
import { asProvisionError } from '../../installer/session/values.ts';
import { CannotAsk } from './ask/terminal.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { errorText } from './print/error.ts';
import { program } from './program.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());
// Whoever read the output went away.
process.stdout.on('error', () => process.exit(exitCodes.failed));

try {
  await program(stop.signal).parseAsync();
} catch (thrown) {
  process.exitCode = report(thrown);
}

function report(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  const isQuestion = thrown instanceof CannotAsk;
  const error = asProvisionError(thrown);
  const code = isQuestion ? 'TT-ANSWERS-01' : error.code;
  const printable = { code, message: error.message, evidence: error.evidence };
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: printable })}\n`);
  else process.stderr.write(`${errorText(printable)}\n`);
  return exitCodeOf(code);
}
