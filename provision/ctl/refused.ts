import { Redactor } from '../engine/redact.ts';
import { asProvisionError } from '../model/error.ts';
import { exitCodeOf } from './exit-codes.ts';
import type { World } from './world.ts';

/** Tells what was thrown, as JSON on the standard output when `--json` was asked, and gives the exit code. */
export function refused(
  { secretFolders, out, err }: Pick<World, 'secretFolders' | 'out' | 'err'>,
  args: readonly string[],
  thrown: unknown,
): number {
  const { code, message, evidence } = asProvisionError(thrown);
  const error = new Redactor(secretFolders).json({ code, message, evidence });
  if (args.includes('--json')) out(JSON.stringify({ error }));
  else err([`${error.code}: ${error.message}`, ...error.evidence.map((line) => `  ${line}`)].join('\n'));
  return exitCodeOf(code);
}
