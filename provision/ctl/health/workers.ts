import { readFileSync } from 'node:fs';
import type { Figures } from './figures.ts';
import type { Answer } from './summary.ts';
import type { UnitState } from './units.ts';

/** `4 of 4 running, 16 jobs each (64 jobs at once)`. */
export function workerHealth(units: readonly UnitState[], settings: string): Answer<NonNullable<Figures['workers']>> {
  const workers = units.filter(({ unit }) => /^teachtrack-worker@.*\.service$/.test(unit));
  if (workers.length === 0) return { ok: false, detail: 'None are there' };
  const running = workers.filter(({ isActive }) => isActive).length;
  const jobsEach = concurrency(settings);
  const detail = `${running} of ${workers.length} running, ${jobsEach} jobs each (${running * jobsEach} jobs at once)`;
  const figures = { running, wanted: workers.length, jobsEach };
  const down = workers.filter(({ isActive }) => !isActive).map(({ unit }) => unit);
  if (down.length === 0) return { ok: true, detail, figures };
  return { ok: false, detail: `${detail}; not running: ${down.join(', ')}`, figures };
}

function concurrency(settings: string): number {
  const { worker } = JSON.parse(readFileSync(settings, 'utf8')) as {
    readonly worker: { readonly concurrency: number };
  };
  return worker.concurrency;
}
