import type { Scale } from './scale.ts';

export type PoolShare = {
  readonly processes: number;
  /** Most connections one process opens. */
  readonly connectionLimit: number;
  /** Connections one process keeps while idle. */
  readonly maxIdle: number;
};

/** Who may open how many database connections. `app + rolling + upkeep + headroom = max`. */
export type ConnectionShares = {
  /** `max_connections` of the database. */
  readonly max: number;
  /** All processes of the appliance together. */
  readonly app: number;
  readonly api: PoolShare;
  readonly worker: PoolShare;
  /** A quarter of the instances run twice while they are replaced. */
  readonly rolling: number;
  /** Migrations, backup, monitoring and reports. */
  readonly upkeep: number;
  readonly headroom: number;
  /** `MAX_USER_CONNECTIONS` of the appliance's account: it can never take the last connection. */
  readonly accountLimit: number;
  /** On a listener of their own, outside `max`. */
  readonly admin: number;
};

const workerLimit = 20;
const upkeep = 40;

export function connectionShares(scale: Scale): ConnectionShares {
  const { users, apiProcesses, workers, jobsPerWorker, apiInstances, processesPerInstance } = scale;
  const max = clamp(users, 250, 3000);
  const granted = clamp(Math.floor(0.6 * users), 100, 1800);
  const base = Math.floor(0.2 * users);
  const replaced = Math.ceil(apiInstances / 4) * processesPerInstance;
  const api: PoolShare = {
    processes: apiProcesses,
    connectionLimit: Math.min(
      Math.floor((granted - workerLimit * workers) / apiProcesses),
      Math.floor((max - upkeep - workerLimit * workers) / (apiProcesses + replaced)),
    ),
    maxIdle: Math.max(2, Math.floor((base - jobsPerWorker * workers) / apiProcesses)),
  };
  const worker: PoolShare = { processes: workers, connectionLimit: workerLimit, maxIdle: jobsPerWorker };
  const app = api.processes * api.connectionLimit + worker.processes * worker.connectionLimit;
  const rolling = replaced * api.connectionLimit;
  return {
    max,
    app,
    api,
    worker,
    rolling,
    upkeep,
    headroom: max - app - rolling - upkeep,
    accountLimit: Math.max(Math.floor(0.85 * max), app + rolling),
    admin: 10,
  };
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
