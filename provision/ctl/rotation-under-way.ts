import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeDurable, writeDurable } from '../engine/durable.ts';
import type { EnginePaths } from '../engine/paths.ts';

/** Names the run that changes secrets, from its beginning to its end: a power cut leaves it behind. */
const marker = ({ state }: EnginePaths) => join(state, 'rotation-under-way');

export function rotationUnderWay(paths: EnginePaths): string | undefined {
  return existsSync(marker(paths)) ? readFileSync(marker(paths), 'utf8').trim() : undefined;
}

export function noteRotation(paths: EnginePaths, run: string): void {
  writeDurable(marker(paths), `${run}\n`);
}

export function forgetRotation(paths: EnginePaths): void {
  if (existsSync(marker(paths))) removeDurable(marker(paths));
}
