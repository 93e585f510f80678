import { readFileSync } from 'node:fs';
import type { Figures } from './figures.ts';
import type { Answer, Asking } from './summary.ts';

/** `4 of 4 running, 16 jobs each (64 jobs at once)`. */
export async function workerHealth({
  transport,
  sources,
  signal,
}: Asking): Promise<Answer<NonNullable<Figures['workers']>>> {
  const result = await transport.run({
    argv: ['systemctl', 'list-units', '--all', '--plain', '--no-legend', '--full', 'teachtrack-worker@*.service'],
    asRoot: true,
    timeoutMs: 5_000,
    signal,
  });
  if (result.exitCode !== 0) return { ok: false, detail: 'systemd does not answer' };
  const states = result.stdout.split('\n').flatMap((line) => {
    const [unit, , state] = line.trim().split(/\s+/);
    return unit === undefined || unit === '' ? [] : [{ unit, isActive: state === 'active' }];
  });
  const active = states.filter(({ isActive }) => isActive).length;
  const jobs = concurrency(sources.settings);
  const detail = `${active} of ${states.length} running, ${jobs} jobs each (${active * jobs} jobs at once)`;
  const down = states.filter(({ isActive }) => !isActive).map(({ unit }) => unit);
  if (states.length === 0) return { ok: false, detail: 'None are there' };
  const figures = { running: active, wanted: states.length, jobsEach: jobs };
  if (down.length === 0) return { ok: true, detail, figures };
  return { ok: false, detail: `${detail}; not running: ${down.join(', ')}`, figures };
}

function concurrency(settings: string): number {
  const { worker } = JSON.parse(readFileSync(settings, 'utf8')) as {
    readonly worker: { readonly concurrency: number };
  };
  return worker.concurrency;
}
