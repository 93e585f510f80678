import type { Machine } from './machine.ts';
import { jobsPerWorker, processesPerInstance, tierFigures } from './tier.ts';

/** The tier's figures as far as this machine can carry them. */
export type Scale = {
  readonly users: number;
  readonly databaseMiB: number;
  readonly databaseCores: number;
  readonly apiInstances: number;
  readonly processesPerInstance: number;
  readonly apiProcesses: number;
  readonly workers: number;
  readonly jobsPerWorker: number;
  readonly notes: readonly string[];
};

/** The kernel and the firmware keep some of the installed memory: 31.3 of 32 GiB still is a 32 GiB machine. */
export const asInstalled = 0.94;

/** Computed for no fewer, however small the machine. */
export const fewestUsers = 50;

/** Of the machine a tier is meant for; what the database would have of it is not missed here when it is elsewhere. */
export function memoryWanted({ tier, isDatabaseElsewhere }: Pick<Machine, 'tier' | 'isDatabaseElsewhere'>): number {
  const { memoryMiB, databaseMiB } = tierFigures[tier];
  return memoryMiB - (isDatabaseElsewhere === true ? databaseMiB : 0);
}

/** `squeeze`, from 1 down, takes a further part away where the shares of a small machine do not fit yet. */
export function scaleOf({ tier, cores, memoryMiB, isDatabaseElsewhere = false }: Machine, squeeze = 1): Scale {
  const wanted = tierFigures[tier];
  const wantedMiB = memoryWanted({ tier, isDatabaseElsewhere });
  const memoryShare = memoryMiB >= wantedMiB * asInstalled ? 1 : memoryMiB / wantedMiB;
  const coreShare = Math.min(1, cores / wanted.cores);
  const share = Math.min(memoryShare, coreShare) * squeeze;
  const apiInstances = Math.max(2, Math.min(wanted.apiInstances, Math.floor(wanted.apiInstances * share)));
  // In round steps: what a kernel keeps changes a little from one release to the next, and no setting shall.
  const users = Math.max(fewestUsers, 10 * Math.floor((wanted.users * share) / 10));
  return {
    users,
    databaseMiB: isDatabaseElsewhere ? wanted.databaseMiB : 128 * Math.floor((wanted.databaseMiB * memoryShare) / 128),
    databaseCores: Math.max(1, Math.min(wanted.databaseCores, Math.floor(cores / 4))),
    apiInstances,
    processesPerInstance,
    apiProcesses: apiInstances * processesPerInstance,
    workers: Math.max(1, Math.floor(wanted.workers * share)),
    jobsPerWorker,
    notes: [
      ...(coreShare < 1
        ? [`${cores} of the ${wanted.cores} cores wanted for ${tier} teachers: shares are computed for ${users}.`]
        : []),
      ...(memoryShare < 1
        ? [
            `${memoryMiB} of the ${wantedMiB} MiB of memory wanted for ${tier} teachers: shares are computed for ${users}.`,
          ]
        : []),
    ],
  };
}
