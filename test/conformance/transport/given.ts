import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type ErrorCode, ProvisionError } from '../../../provision/model/error.ts';
import type { Transport } from '../../../provision/model/transport.ts';

/** What a case works with. Both folders are seen by this process and by the machine under the same path. */
export type Given = {
  readonly transport: Transport;
  readonly asRoot: boolean;
  readonly folder: string;
  /** A file system of 8 MiB. */
  readonly smallFolder: string;
};

/** One thing every transport must do; each case uses names of its own. */
export type Case = { readonly name: string; readonly run: (given: Given) => Promise<void> };

type Work = Promise<unknown> | (() => unknown);

async function rejection(work: Work): Promise<ProvisionError> {
  const promise = typeof work === 'function' ? (async () => work())() : work;
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ProvisionError);
  return thrown as ProvisionError;
}

export async function rejectsWith(code: ErrorCode, work: Work): Promise<ProvisionError> {
  const error = await rejection(work);
  expect({ code: error.code, message: error.message }).toEqual({ code, message: error.message });
  return error;
}

export type Sample = { readonly path: string; readonly bytes: Buffer; readonly sha256: string };

export function sampleFile(folder: string, name: string, size: number): Sample {
  const bytes = randomBytes(size);
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, bytes, sha256: sha256Of(bytes) };
}

export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
