import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeDurable, writeDurable } from '../engine/durable.ts';
import type { EnginePaths } from '../engine/paths.ts';

/** The upgrade that is under way, for whoever has to take it up after a power cut. */
export type UnderWay = {
  readonly run: string;
  /** The engine that does it: Node and its program. */
  readonly program: readonly string[];
};

/** How to go back to the release before the last upgrade, as long as no other one is made. */
export type WayBack = {
  /** The upgrade's run, which has the snapshot. */
  readonly run: string;
  readonly from: string;
  readonly to: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly breaking: readonly string[];
};

const underWay = ({ upgrade }: EnginePaths) => join(upgrade, 'under-way.json');
const wayBack = ({ upgrade }: EnginePaths) => join(upgrade, 'way-back.json');

export const snapshotFolder = ({ upgrade }: EnginePaths, run: string) => join(upgrade, 'snapshots', run);
export const exportFolder = ({ upgrade }: EnginePaths, run: string) => join(upgrade, 'exports', run);

/** After going back: what is needed of it is in the export. */
export function forgetSnapshot(paths: EnginePaths, run: string): void {
  if (existsSync(snapshotFolder(paths, run))) removeDurable(snapshotFolder(paths, run));
}

export function readUnderWay(paths: EnginePaths): UnderWay | undefined {
  return read<UnderWay>(underWay(paths));
}

export function writeUnderWay(paths: EnginePaths, value: UnderWay): void {
  writeDurable(underWay(paths), `${JSON.stringify(value)}\n`);
}

export function forgetUnderWay(paths: EnginePaths): void {
  if (existsSync(underWay(paths))) removeDurable(underWay(paths));
}

export function readWayBack(paths: EnginePaths): WayBack | undefined {
  return read<WayBack>(wayBack(paths));
}

export function writeWayBack(paths: EnginePaths, value: WayBack): void {
  writeDurable(wayBack(paths), `${JSON.stringify(value)}\n`);
}

export function forgetWayBack(paths: EnginePaths): void {
  if (existsSync(wayBack(paths))) removeDurable(wayBack(paths));
}

function read<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
