import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurable } from '../engine/durable.ts';
import type { EnginePaths } from '../engine/paths.ts';
import { ProvisionError } from '../model/error.ts';
import type { Origin } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import type { StagedBundle } from '../model/step.ts';
import type { RotationWish } from '../rotation/rotation.ts';

/** What is known of a run before it begins; lies in its folder. */
export type RunRequest = {
  readonly plan: Plan;
  readonly origin: Origin;
  readonly bundle: StagedBundle;
  /** Ids of the steps it is limited to, such as those that put one thing back; it ends without the final checks. */
  readonly only?: readonly string[];
  /** Changes secrets instead of installing; `back`: takes the rotation of that run back. */
  readonly rotation?: RotationWish & { readonly back?: string };
};

const runId = /^\d{8}t\d{6}-[0-9a-f]{6}$/;

/** Sorts by the moment it was made. */
export function newRunId(now = new Date()): string {
  const moment = now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', 't');
  return `${moment}-${randomBytes(3).toString('hex')}`;
}

export function writeRequest(paths: EnginePaths, run: string, request: RunRequest): void {
  writeDurable(join(paths.runs, run, 'run.json'), `${JSON.stringify(request)}\n`);
}

export function readRequest(paths: EnginePaths, run: string): RunRequest {
  const places = [paths.runs, paths.finished].map((folder) => join(folder, run, 'run.json'));
  const path = places.find((place) => existsSync(place)) ?? join(paths.runs, run, 'run.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunRequest;
  } catch (cause) {
    throw new ProvisionError({ code: 'TT-JOURNAL-01', message: `${path} cannot be read: no such run.`, cause });
  }
}

/** Ids of all runs, oldest first. */
export function allRuns(paths: EnginePaths): readonly string[] {
  const folders = [paths.runs, paths.finished].filter((folder) => existsSync(folder));
  return [...new Set(folders.flatMap((folder) => readdirSync(folder)))].filter((name) => runId.test(name)).sort();
}

/** The run meant by `--run`: `latest`, or nothing, is the last one. Rejects with TT-JOURNAL-01 when there is none. */
export function chosenRun(paths: EnginePaths, wish: string | undefined): string {
  const runs = allRuns(paths);
  const chosen = wish === undefined || wish === 'latest' ? runs.at(-1) : runs.find((run) => run === wish);
  if (chosen !== undefined) return chosen;
  const message = runs.length === 0 ? 'There was no run on this server yet.' : `There is no run ${wish}.`;
  throw new ProvisionError({ code: 'TT-JOURNAL-01', message, evidence: runs.slice(-5) });
}

export const originSchema = z.strictObject({ who: z.string().min(1).max(200), from: z.string().min(1).max(200) });
