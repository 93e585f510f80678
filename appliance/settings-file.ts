import { readFileSync } from 'node:fs';

/** What the file of settings holds. Imports nothing but Node, so that whoever minds the others can read it. */
export function parsedSettings(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(unusableSettings(path, cause instanceof Error ? cause.message : String(cause)), { cause });
  }
}

/** What, why and what next, for whoever reads the journal of a service that does not start. */
export function unusableSettings(path: string, why: string): string {
  return `The settings in ${path} cannot be used: ${why}. "teachtrackctl drift" shows what was changed by hand, and puts it back.`;
}
