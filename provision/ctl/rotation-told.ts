import type { RunOutcome } from '../engine/run.ts';
import { writeState } from '../ops/state-file.ts';
import type { Rotated } from '../rotation/rotation.ts';
import type { RunRequest } from './run-folder.ts';

/** Of Redis there is none. */
const names: Readonly<Record<Exclude<Rotated, 'redis'>, string>> = {
  database: 'passwords of the database',
  session: 'key of the sign-ins',
  ca: 'authority of the certificates',
};

/** State file `secrets`: when they became new last, or that a change is open. */
export function tellRotation(
  { what, back, finishCa }: NonNullable<RunRequest['rotation']>,
  outcome: RunOutcome,
  folder: string,
  now = new Date(),
): void {
  const at = now.toISOString();
  const day = at.slice(0, 10);
  if (outcome !== 'done') {
    const summary =
      'The last change of the secrets did not come to its end. Nothing is broken: go on with it, or take it back.';
    return writeState('secrets', { at, ok: false, summary }, folder);
  }
  if (back !== undefined) {
    const summary = `A change of the secrets was taken back on ${day}: those from before are in use.`;
    return writeState('secrets', { at, ok: true, summary }, folder);
  }
  const changed = what.flatMap((one) => (one === 'redis' ? [] : [names[one]]));
  const ca = what.includes('ca') && finishCa !== true ? ' The new authority does not sign yet.' : '';
  const summary = `Made new last on ${day}: ${changed.join(', ')}.${ca}`;
  // Redis alone has none to make new.
  if (changed.length > 0) writeState('secrets', { at, ok: true, summary }, folder);
}
