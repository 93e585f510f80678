import { z } from 'zod';
import { layout } from '../layout.ts';
import type { StepContext } from '../model/step.ts';
import { sha256, type WantedFile } from '../ops/file.ts';
import { type ExpectedSetting, type TuningFile, type TuningInput, wantedOf } from '../tuning/file.ts';
import { passOf } from './pass.ts';

const who = { by: z.string(), at: z.string() };

/** A file of ours that a person changed and wants to keep as it is. */
const keptSchema = z.object({
  path: z.string().startsWith('/'),
  step: z.string(),
  /** Of their content, which lies beside. */
  sha256: z.string(),
  /** Of the content that we would have written when they decided. */
  ours: z.string(),
  ...who,
});
export type KeptFile = z.infer<typeof keptSchema>;

/** A difference that a person leaves as it is, until it becomes another one. */
const acceptedSchema = z.object({ item: z.string(), digest: z.string(), reason: z.string(), ...who });
export type Accepted = z.infer<typeof acceptedSchema>;

const decisionsSchema = z.object({ kept: z.array(keptSchema), accepted: z.array(acceptedSchema) });
export type Decisions = z.infer<typeof decisionsSchema>;

export const decisionsPath = `${layout.drift}/decisions.json`;

export function keptPath(path: string): string {
  return `${layout.drift}/kept${path}`;
}

type Reader = Pick<StepContext, 'transport' | 'facts'>;

/** What people decided; nothing while nobody decided anything, or what is there is not readable as decisions. */
export function decisionsOf(context: Reader): Promise<Decisions> {
  return passOf(context).reading('decisions about drift', async () => {
    const content = await context.transport.readFile(decisionsPath, { asRoot: true });
    return parseDecisions(content === undefined ? '' : Buffer.from(content).toString('utf8'));
  });
}

export function parseDecisions(text: string): Decisions {
  try {
    return decisionsSchema.parse(JSON.parse(text));
  } catch {
    return { kept: [], accepted: [] };
  }
}

type Kept = KeptFile & { readonly content: string };

/** The kept version of a path. One whose copy is gone or was changed counts for nothing: then ours is wanted again. */
function keptVersion(context: Reader, path: string): Promise<Kept | undefined> {
  return passOf(context).reading(`kept ${path}`, async () => {
    const record = (await decisionsOf(context)).kept.find((one) => one.path === path);
    if (record === undefined) return undefined;
    const content = await context.transport.readFile(keptPath(path), { asRoot: true });
    return content !== undefined && sha256(content) === record.sha256
      ? { ...record, content: Buffer.from(content).toString('utf8') }
      : undefined;
  });
}

/** What a file shall hold on this server: ours, or what somebody keeps instead. Owner and mode stay ours. */
export async function asKept(context: Reader, files: readonly WantedFile[]): Promise<readonly WantedFile[]> {
  return Promise.all(
    files.map(async (file) => {
      const kept = await keptVersion(context, file.path);
      return kept === undefined ? file : { ...file, content: kept.content };
    }),
  );
}

/** The settings that the files ask for. What stands in a kept file may be anything: its owner wants it so. */
export async function settingsWanted(
  context: Reader,
  files: readonly TuningFile[],
  input: TuningInput,
): Promise<readonly ExpectedSetting[]> {
  const all = await Promise.all(
    wantedOf(files, input).map(async (file) => {
      const kept = await keptVersion(context, file.path(input));
      const settings = file.settings(input);
      return kept === undefined ? settings : settings.map((one) => ({ ...one, kept: keptWords(kept) }));
    }),
  );
  return all.flat();
}

export function keptWords({ by, at }: Pick<KeptFile, 'by' | 'at'>): string {
  return `kept as ${by} changed it on ${at.slice(0, 10)}`;
}

/** Lines for the evidence of a step: which of its files are somebody's own. */
export async function keptEvidence(context: Reader, files: readonly WantedFile[]): Promise<readonly string[]> {
  const found = await Promise.all(files.map(({ path }) => keptVersion(context, path)));
  return found.flatMap((one) => (one === undefined ? [] : [`${one.path} is ${keptWords(one)}`]));
}
