import type { Sample } from './shapes.ts';

/** One second of a capacity test for a person who watches it. */
export function sampleLine(sample: Sample): string {
  const { stage, users, requestsPerSecond, p95Ms, errors, generationsWaiting, processorPercent } = sample;
  const parts = [
    `${users} of ${stage} teachers`,
    `${requestsPerSecond} requests/s`,
    `p95 ${p95Ms === null ? '-' : `${Math.round(p95Ms)} ms`}`,
    `processor ${processorPercent} %`,
    ...(generationsWaiting === 0 ? [] : [`${generationsWaiting} schemes waiting`]),
    ...(errors === 0 ? [] : [`${errors} errors`]),
  ];
  return parts.join(' · ');
}
