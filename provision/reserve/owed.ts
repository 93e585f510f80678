import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { readState } from '../ops/state-file.ts';
import type { ReserveState } from './state.ts';

/** What the emergency reserve will take again of the volume of a folder: nobody else may count on it. */
export function reserveOwed(folder: string, stateFiles?: string): number {
  const { places = [] } = readState<ReserveState>('reserve', stateFiles) ?? {};
  const volume = (path: string) => statSync(path, { throwIfNoEntry: false })?.dev;
  return places
    .filter(({ path, isThere }) => !isThere && volume(dirname(path)) === volume(folder))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}
