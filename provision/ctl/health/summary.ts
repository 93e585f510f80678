import type { Transport } from '../../model/transport.ts';
import { apiHealth } from './api.ts';
import { databaseHealth } from './database.ts';
import { redisHealth } from './redis.ts';
import type { HealthSources } from './sources.ts';
import { workerHealth } from './workers.ts';

export type ServiceHealth = {
  readonly name: 'Database' | 'Redis' | 'Workers' | 'API';
  readonly ok: boolean;
  /** The rest of the line after the name. */
  readonly detail: string;
};

export type Health = { readonly at: string; readonly healthy: boolean; readonly services: readonly ServiceHealth[] };

export type Asking = { readonly transport: Transport; readonly sources: HealthSources; readonly signal: AbortSignal };

/** Asks the four services at the same time; one that does not answer is not healthy, whatever the reason. */
export async function healthOf(asking: Asking): Promise<Health> {
  const services = await Promise.all([
    asked('Database', databaseHealth(asking)),
    asked('Redis', redisHealth(asking)),
    asked('Workers', workerHealth(asking)),
    asked('API', apiHealth(asking)),
  ]);
  return { at: new Date().toISOString(), healthy: services.every(({ ok }) => ok), services };
}

async function asked(
  name: ServiceHealth['name'],
  answer: Promise<{ readonly ok: boolean; readonly detail: string }>,
): Promise<ServiceHealth> {
  try {
    return { name, ...(await answer) };
  } catch (thrown) {
    return { name, ok: false, detail: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

export function healthLines({ services }: Health): readonly string[] {
  const ok = services.filter((service) => service.ok).length;
  const percent = Math.round((ok / services.length) * 100);
  return [
    ...services.map(({ name, detail }) => `${name}: ${detail}`),
    `Overall Health: ${ok}/${services.length} services healthy (${percent}%)`,
  ];
}
