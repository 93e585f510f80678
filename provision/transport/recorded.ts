import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type ErrorCode, errorCodes } from '../model/error.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { Secret } from '../model/secret.ts';
import type { Command, FileAttributes, Upload } from '../model/transport.ts';

/** One thing asked of a machine and what came of it. Holds no secret: of standard input only the sha256. */
export type Recorded = {
  /** What was asked; two calls are the same when this is. */
  readonly call: JsonObject;
  readonly answer:
    | { readonly kind: 'result'; readonly value: Json }
    | {
        readonly kind: 'error';
        readonly code: ErrorCode;
        readonly message: string;
        readonly evidence: readonly string[];
      };
};

const errorSchema = z.strictObject({
  kind: z.literal('error'),
  code: z.enum(errorCodes),
  message: z.string(),
  evidence: z.array(z.string()),
});
const answerSchema = z.union([z.strictObject({ kind: z.literal('result'), value: z.json() }), errorSchema]);
const entrySchema = z.strictObject({ call: z.record(z.string(), z.json()), answer: answerSchema });
const fileSchema = z.strictObject({ version: z.literal(1), entries: z.array(entrySchema) });

export function runCall({ argv, asRoot, env, stdin }: Command): JsonObject {
  return compact({ do: 'run', argv: [...argv], asRoot, env, stdin: stdin === undefined ? undefined : inputOf(stdin) });
}

export function readCall(path: string, asRoot: boolean | undefined): JsonObject {
  return compact({ do: 'read', path, asRoot });
}

export function writeCall(
  path: string,
  content: string | Uint8Array,
  { mode, owner, group, asRoot }: FileAttributes & { readonly asRoot?: boolean },
): JsonObject {
  return compact({ do: 'write', path, sha256: sha256(content), mode, owner, group, asRoot });
}

export function uploadCall({ remotePath, sha256, asRoot }: Upload): JsonObject {
  return compact({ do: 'upload', remotePath, sha256, asRoot });
}

/** Reads the recordings of one machine: all `.json` files of a folder, in the order of their names. */
export async function readRecordings(folder: string): Promise<readonly Recorded[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return files.flatMap((text) => fileSchema.parse(JSON.parse(text)).entries as readonly Recorded[]);
}

export async function saveRecording(path: string, entries: readonly Recorded[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ version: 1, entries }, null, 2)}\n`);
}

function inputOf(stdin: string | Uint8Array | Secret): string {
  return stdin instanceof Secret ? 'secret' : sha256(stdin);
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function compact(fields: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== false);
  return Object.fromEntries(given) as JsonObject;
}
