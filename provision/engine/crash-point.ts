export const crashPlaces = ['before-receipt', 'after-receipt', 'mid-apply', 'after-apply', 'after-check'] as const;
export type CrashPlace = (typeof crashPlaces)[number];

/**
 * A rehearsal facility: with `TEACHTRACK_REHEARSAL=1`, the process that does a run kills itself with SIGKILL at the
 * point named by `TEACHTRACK_CRASH_POINT=<step id>:<place>[:<ms>]`; `ms` is how long into apply `mid-apply` strikes.
 * During an uninstall the places mean: before undo, -, during undo, after undo, after its receipt is gone.
 */
export type CrashPoint = { readonly step: string; readonly place: CrashPlace; readonly afterMs: number };

export function crashPointOf(env: NodeJS.ProcessEnv): CrashPoint | undefined {
  if (env['TEACHTRACK_REHEARSAL'] !== '1') return undefined;
  const [step, place, ms = '0'] = (env['TEACHTRACK_CRASH_POINT'] ?? '').split(':');
  const known = crashPlaces.find((one) => one === place);
  return step === undefined || known === undefined ? undefined : { step, place: known, afterMs: Number(ms) };
}

/** Kills this process when this is the point; `mid-apply` strikes after its delay, also in the middle of a wait. */
export function crashAt(point: CrashPoint | undefined, step: string, place: CrashPlace): void {
  if (point?.step !== step || point.place !== place) return;
  if (place === 'mid-apply') setTimeout(die, point.afterMs);
  else die();
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
