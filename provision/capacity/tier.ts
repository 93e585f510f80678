import type { Tier } from '../model/wanted.ts';

/** What a tier's machine is and what the seed figures grant it there. Everything else is computed in `budget.ts`. */
export type TierFigures = {
  /** Teachers at once. */
  readonly users: Tier;
  /** The machine the figures are meant for. */
  readonly cores: number;
  readonly memoryMiB: number;
  /** `MemoryHigh` of the database: 3/8 of the machine. */
  readonly databaseMiB: number;
  /** A quarter of the machine's cores. */
  readonly databaseCores: number;
  /** Each instance serves with `processesPerInstance` processes. */
  readonly apiInstances: number;
  readonly workers: number;
};

export const processesPerInstance = 2;
/** Jobs that one queue worker runs at once. */
export const jobsPerWorker = 16;

const GiB = 1024;

export const tierFigures: Readonly<Record<Tier, TierFigures>> = {
  150: {
    users: 150,
    cores: 4,
    memoryMiB: 8 * GiB,
    databaseMiB: 3 * GiB,
    databaseCores: 1,
    apiInstances: 2,
    workers: 1,
  },
  500: {
    users: 500,
    cores: 8,
    memoryMiB: 16 * GiB,
    databaseMiB: 6 * GiB,
    databaseCores: 2,
    apiInstances: 4,
    workers: 2,
  },
  2000: {
    users: 2000,
    cores: 16,
    memoryMiB: 32 * GiB,
    databaseMiB: 12 * GiB,
    databaseCores: 4,
    apiInstances: 8,
    workers: 4,
  },
};
