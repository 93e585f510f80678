import { existsSync, rmSync } from 'node:fs';
import { writeDurable } from '../engine/durable.ts';
import { layout } from '../layout.ts';
import type { BackupContext } from './context.ts';
import { dropSchema, schemaBeside } from './database.ts';

/** Copies of the data in use that are there for a proof, or to take one school out of them. */
const kinds = ['drill', 'school'] as const;

/**
 * Lets `work` open a backup in a schema of its own, which is gone when it is over, however it ended. What a kill or a power
 * cut leaves is known by a mark: the next act, and the next start of the server, take it away. Whoever calls holds the lock.
 */
export async function withCopy<T>(
  context: BackupContext,
  kind: (typeof kinds)[number],
  work: (schema: string) => Promise<T>,
): Promise<T> {
  // What an earlier one left would take the room of this one.
  await forgetCopies(context);
  writeDurable(context.paths.copies, '', 0o600);
  const made = await work(schemaBeside(context, kind)).catch(async (thrown: unknown) => {
    // Why it failed is what people have to know; the mark is still there.
    await forgetCopies(context).catch(() => undefined);
    throw thrown;
  });
  await forgetCopies(context);
  return made;
}

/** Takes them away, also when somebody has stopped what they belong to. Harmless when there are none. */
export async function forgetCopies(context: BackupContext): Promise<void> {
  const lasting = { ...context, signal: new AbortController().signal };
  for (const kind of kinds) await dropSchema(lasting, schemaBeside(context, kind));
  rmSync(context.paths.copies, { force: true });
}

export function areCopiesLeft(mark: string = layout.copies): boolean {
  return existsSync(mark);
}
