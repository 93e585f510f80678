import { clamp } from './connections.ts';
import type { Machine } from './machine.ts';
import type { Scale } from './scale.ts';

/** The database server's share. Sizes in MiB. */
export type DatabaseBudget = {
  readonly bufferPoolMiB: number;
  readonly redoMiB: number;
  /** MySQL only: most memory of internal temporary tables. */
  readonly temporaryTablesMiB: number;
  /** Cores it may use: its CPU quota, and the thread groups of MariaDB's pool. */
  readonly cores: number;
  readonly memoryHighMiB: number;
  readonly memoryMaxMiB: number;
  /** What it really takes at its peak, by measurement: see `databasePeakMiB`. */
  readonly peakMiB: number;
  readonly tableOpenCache: number;
  readonly tableDefinitionCache: number;
  /** Handles the server itself asks for with these settings. */
  readonly openFilesNeeded: number;
  readonly openFilesLimit: number;
  readonly threadCache: number;
  readonly poolThreads: number;
  /** MySQL only. Chosen so that the pool is a whole number of 128 MiB chunks in each. */
  readonly bufferPoolInstances: number;
  readonly ioCapacity: number;
  readonly ioCapacityMax: number;
  readonly notes: readonly string[];
};

/** Measured: memory of a server with no pool, and of one connection that has sorted once, in MiB. */
const measured = {
  mysql: { fixedMiB: 0.6 * 1024, connectionMiB: 1.15 },
  mariadb: { fixedMiB: 0.15 * 1024, connectionMiB: 0.13 },
} as const;

/** A page costs a little more than itself: descriptors and hash tables of the pool. */
const poolOverhead = 1.03;
const smallestPoolMiB = 1024;

const ioCapacities = { hdd: [200, 400], ssd: [1000, 2000], nvme: [2000, 4000] } as const;

export function databaseBudget(machine: Machine, scale: Scale, connections: number): DatabaseBudget {
  const { product } = machine.flavour;
  const temporaryTablesMiB = product === 'mysql' ? (scale.databaseMiB >= 6 * 1024 ? 512 : 256) : 0;
  const { fixedMiB, connectionMiB } = measured[product];
  const left = 0.97 * scale.databaseMiB - fixedMiB - temporaryTablesMiB - connections * connectionMiB;
  const fits = Math.floor(left / poolOverhead / 512) * 512;
  const bufferPoolMiB = Math.max(smallestPoolMiB, Math.min(poolWanted(scale.users), fits));
  const peakMiB = Math.ceil(fixedMiB + poolOverhead * bufferPoolMiB + temporaryTablesMiB + connections * connectionMiB);
  const memoryHighMiB = Math.max(scale.databaseMiB, Math.ceil(peakMiB / 0.97));
  const tableOpenCache = clamp(4 * connections, 2000, 8000);
  const [ioCapacity, ioCapacityMax] = ioCapacities[machine.disk ?? 'ssd'];
  return {
    bufferPoolMiB,
    redoMiB: clamp(product === 'mysql' ? bufferPoolMiB / 2 : bufferPoolMiB / 4, 1024, 4096),
    temporaryTablesMiB,
    cores: scale.databaseCores,
    memoryHighMiB,
    memoryMaxMiB: product === 'mysql' ? Math.min(Math.ceil((memoryHighMiB * 7) / 6), machine.memoryMiB) : memoryHighMiB,
    peakMiB,
    tableOpenCache,
    tableDefinitionCache: tableOpenCache / 2,
    openFilesNeeded: Math.max(10 + connections + 2 * tableOpenCache, 5 * connections, 5000),
    openFilesLimit: 65_535,
    threadCache: Math.min(256, connections),
    poolThreads: Math.max(250, connections / 2),
    bufferPoolInstances: bufferPoolMiB >= 8192 ? 8 : bufferPoolMiB >= 2048 ? 4 : 1,
    ioCapacity,
    ioCapacityMax,
    notes: poolNotes(bufferPoolMiB, poolWanted(scale.users), scale.databaseMiB),
  };
}

/** 4 MiB a teacher, in whole steps of 512 MiB: 8 GiB for 2,000. */
function poolWanted(users: number): number {
  return Math.max(smallestPoolMiB, Math.ceil((4 * users) / 512) * 512);
}

function poolNotes(pool: number, wanted: number, limit: number): string[] {
  if (pool >= wanted) return [];
  return [`The database's buffer pool is ${pool} MiB instead of ${wanted}: its share of the memory is ${limit} MiB.`];
}
