export const crashPlaces = ['before-receipt', 'after-receipt', 'mid-apply', 'after-apply', 'after-check'] as const;
export type CrashPlace = (typeof crashPlaces)[number];

/**
 * A rehearsal facility: with `TEACHTRACK_REHEARSAL=1`, the process that does a run kills itself with SIGKILL at the first
 * point that it comes to of `TEACHTRACK_CRASH_POINT=<step id>:<place>[:<ms>][,…]`; `ms` is how long into apply `mid-apply`
 * strikes. During an uninstall the places mean: before undo, -, during undo, after undo, after its receipt is gone.
 */
export type CrashPoints = readonly { readonly step: string; readonly place: CrashPlace; readonly afterMs: number }[];

export function crashPointsOf(env: NodeJS.ProcessEnv): CrashPoints {
  if (env['TEACHTRACK_REHEARSAL'] !== '1') return [];
  return (env['TEACHTRACK_CRASH_POINT'] ?? '').split(',').flatMap((text) => {
    const [step = '', place, ms = '0'] = text.split(':');
    const known = crashPlaces.find((one) => one === place);
    return known === undefined ? [] : [{ step, place: known, afterMs: Number(ms) }];
  });
}

/** Kills this process when this is one of the points; `mid-apply` strikes after its delay, also in the middle of a wait. */
export function crashAt(points: CrashPoints | undefined, step: string, place: CrashPlace): void {
  const point = points?.find((one) => one.step === step && one.place === place);
  if (point === undefined) return;
  if (place === 'mid-apply') setTimeout(die, point.afterMs);
  else die();
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
