import { ProvisionError } from '../model/error.ts';
import { type ConnectionShares, connectionShares } from './connections.ts';
import { type DatabaseBudget, databaseBudget } from './database.ts';
import { type HandleNeed, handleNeeds } from './handles.ts';
import type { Machine } from './machine.ts';
import { type MemoryUse, memoryUses } from './memory.ts';
import { type RedisBudget, redisBudget } from './redis.ts';
import { fewestUsers, type Scale, scaleOf } from './scale.ts';
import { type UnitLimits, unitLimits } from './units.ts';
import { type WebBudget, webBudget } from './web.ts';

/** How memory, cores, connections and file handles of one machine are shared out. Sums are kept in the tables. */
export type Budget = {
  readonly machine: Machine;
  /** Teachers at once that the figures are computed for: the tier, or fewer on a machine smaller than its tier. */
  readonly users: number;
  /** Sentences for a person: where this machine gets less than its tier's figures, and why. */
  readonly notes: readonly string[];
  readonly connections: ConnectionShares;
  readonly database: DatabaseBudget;
  readonly redis: RedisBudget;
  readonly api: { readonly instances: number; readonly processesPerInstance: number; readonly maxHeapMiB: number };
  readonly worker: { readonly instances: number; readonly concurrency: number; readonly maxHeapMiB: number };
  readonly web: WebBudget;
  readonly units: UnitLimits;
  readonly memory: {
    readonly uses: readonly MemoryUse[];
    readonly sumMiB: number;
    readonly usableMiB: number;
  };
  readonly handles: readonly HandleNeed[];
};

/** Heap limit of one API process and of one queue worker in MiB (TUNING: 400 and 500 MB of memory each). */
const apiHeapMiB = 384;
const workerHeapMiB = 448;

/**
 * Shares one machine out for its tier. A machine smaller than its tier gets the same formulas for fewer users, and says
 * so in `notes`. Throws TT-CHECK-01 when even the smallest share does not fit the memory.
 */
export function budgetFor(machine: Machine): Budget {
  for (let squeeze = 1; ; squeeze *= 0.9) {
    const scale = scaleOf(machine, squeeze);
    const budget = shared(machine, scale);
    if (budget.memory.sumMiB <= machine.memoryMiB) return budget;
    if (scale.users === fewestUsers) throw tooSmall(machine, budget.memory.sumMiB);
  }
}

function shared(machine: Machine, scale: Scale): Budget {
  const connections = connectionShares(scale);
  const database = databaseBudget(machine, scale, connections.max);
  const redis = redisBudget(scale);
  const web = webBudget(machine, scale);
  const uses = memoryUses({ machine, scale, database, redis, web, connections: connections.max });
  const sumMiB = uses.reduce((sum, use) => sum + use.memoryMiB, 0);
  return {
    machine,
    users: scale.users,
    notes: [...scale.notes, ...(machine.isDatabaseElsewhere === true ? [] : database.notes)],
    connections,
    database,
    redis,
    api: { instances: scale.apiInstances, processesPerInstance: scale.processesPerInstance, maxHeapMiB: apiHeapMiB },
    worker: { instances: scale.workers, concurrency: scale.jobsPerWorker, maxHeapMiB: workerHeapMiB },
    web,
    units: unitLimits({ machine, scale, database, redis, web, connections, apiHeapMiB, workerHeapMiB }),
    memory: { uses, sumMiB, usableMiB: machine.memoryMiB },
    handles: handleNeeds({ scale, connections, database, redis, web }),
  };
}

function tooSmall({ memoryMiB }: Machine, sumMiB: number): ProvisionError {
  return new ProvisionError({
    code: 'TT-CHECK-01',
    message: `This machine has ${memoryMiB} MiB of memory, and the smallest set-up we can make for it needs ${sumMiB} MiB. Add memory.`,
  });
}
