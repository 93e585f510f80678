import type { Verification } from '../engine/verify.ts';
import type { HealthSources } from './health/sources.ts';
import { healthLines, healthOf } from './health/summary.ts';

/** What `teachtrackctl health` asks, asked at the end of an install. */
export function servicesAreWell(sources: HealthSources): Verification {
  return {
    name: 'Database, Redis, workers and API are well',
    async run({ transport, signal }) {
      const health = await healthOf({ transport, sources, signal });
      return { ok: health.healthy, detail: healthLines(health).join('\n') };
    },
  };
}
