import { z } from 'zod';
import { manifest } from '../../../appliance/manifest.ts';
import { ProvisionError } from '../../model/error.ts';
import { lastLines, linesOf, type Ops } from '../../ops/command.ts';
import { type EntryRun, runEntry } from './entry.ts';

/** One line of the release's own verification. */
const line = z.looseObject({ check: z.string(), origin: z.string(), ok: z.boolean(), detail: z.string() });
export type JourneyCheck = z.infer<typeof line>;

export function journeyChecks(stdout: string): readonly JourneyCheck[] {
  return linesOf(stdout).flatMap((text) => {
    const read = line.safeParse(parsed(text));
    return read.success ? [read.data] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type Instance = {
  readonly name: string;
  readonly socketPath: string;
} & Pick<EntryRun, 'release' | 'settings'>;

/**
 * A guest signs in at this very instance, reads, writes and signs out: what a process that merely lives, or answers 500 to
 * everything but its health, does not stand. Rejects with TT-HEALTH-01.
 */
export async function requireServes(ops: Ops, { name, socketPath, ...where }: Instance): Promise<void> {
  const args = ['--socket', socketPath];
  const { exitCode, stdout, stderr } = await runEntry(ops, {
    ...{ entry: manifest.verify.entry, args, timeoutMs: 120_000 },
    ...where,
  });
  const checks = journeyChecks(stdout);
  const bad = checks.filter(({ ok }) => !ok);
  if (exitCode === 0 && checks.length > 0 && bad.length === 0) return;
  throw new ProvisionError({
    code: 'TT-HEALTH-01',
    message: `${name} is up, but a teacher could not work with it.`,
    evidence: [...bad.map(({ check, detail }) => `${check}: ${detail}`), ...lastLines(stderr, 5)],
  });
}
