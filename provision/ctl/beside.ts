import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { exitCodes } from './exit-codes.ts';

/** In a checkout the programs are not compiled yet and have the names of their sources. */
const sources: Readonly<Record<string, string>> = { curriculum: '../../appliance/curriculum-check.ts' };

/** Runs the program on the Node that runs this one. Its exit code; ended by a signal it has failed. */
export function runBeside(script: string, name: string, args: readonly string[]): Promise<number> {
  const isSource = script.endsWith('.ts');
  const path = join(dirname(script), (isSource ? sources[name] : undefined) ?? `${name}.mjs`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path, ...args], {
      stdio: 'inherit',
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? exitCodes.failed));
  });
}
