import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Budget, budgetFor } from '../../../provision/capacity/budget.ts';
import type { Machine } from '../../../provision/capacity/machine.ts';
import { ProvisionError } from '../../../provision/model/error.ts';
import { tiers } from '../../../provision/model/wanted.ts';

const mysql = { product: 'mysql', version: '9.7.4' } as const;
const mariadb = { product: 'mariadb', version: '10.11.19' } as const;

describe('the figures of the tiers', () => {
  test('2,000 teachers on 16 cores and 32 GB', () => {
    const budget = budgetFor({ tier: 2000, cores: 16, memoryMiB: 32_051, flavour: mysql });
    expect(budget.notes).toEqual([]);
    expect(budget.connections).toEqual({
      max: 2000,
      app: 1200,
      api: { processes: 16, connectionLimit: 70, maxIdle: 21 },
      worker: { processes: 4, connectionLimit: 20, maxIdle: 16 },
      rolling: 280,
      upkeep: 40,
      headroom: 480,
      accountLimit: 1700,
      admin: 10,
    });
    expect(budget.database).toMatchObject({
      bufferPoolMiB: 8192,
      redoMiB: 4096,
      temporaryTablesMiB: 512,
      cores: 4,
      memoryHighMiB: 12 * 1024,
      memoryMaxMiB: 14 * 1024,
      openFilesNeeded: 18_010,
      bufferPoolInstances: 8,
    });
    expect(budget.units.database.cpuQuotaPercent).toBe(400);
    expect(budget.redis).toMatchObject({ queue: { maxMemoryMiB: 1536 }, cache: { maxMemoryMiB: 512 }, ioThreads: 4 });
    expect(budget.api).toEqual({ instances: 8, processesPerInstance: 2, maxHeapMiB: 384 });
    expect(budget.worker).toMatchObject({ instances: 4, concurrency: 16 });
    expect(budget.web).toMatchObject({ workerConnections: 8192, backlog: 8192, somaxconn: 8192, openFiles: 65_536 });
    expect(budget.web.limits).toMatchObject({
      sessionPerMinute: 400,
      anonymousPerMinute: 1000,
      connectionsPerClient: 100,
      ceilingPerSecond: 1000,
      connectionsPerAddress: 4000,
    });
  });

  test('MariaDB serves its connections from a pool of threads and needs less', () => {
    const machine = { tier: 2000, cores: 16, memoryMiB: 32_051 } as const;
    const [small, large] = [mariadb, mysql].map((flavour) => budgetFor({ ...machine, flavour }));
    expect(small?.database).toMatchObject({ bufferPoolMiB: 8192, redoMiB: 2048, memoryMaxMiB: 12 * 1024 });
    expect(small?.database.peakMiB).toBeLessThan((large?.database.peakMiB ?? 0) - 2500);
  });

  test('500 teachers on 8 cores and 16 GB', () => {
    const budget = budgetFor({ tier: 500, cores: 8, memoryMiB: 15_974, flavour: mysql });
    expect(budget.notes).toEqual([]);
    expect(budget.database).toMatchObject({ bufferPoolMiB: 2048, memoryHighMiB: 6 * 1024, cores: 2 });
    expect(budget.connections).toMatchObject({ max: 500, api: { processes: 8, connectionLimit: 32 } });
    expect(budget.redis).toMatchObject({ queue: { maxMemoryMiB: 384 }, cache: { maxMemoryMiB: 128 } });
    expect(budget.web).toMatchObject({ workerConnections: 2048, backlog: 2048, somaxconn: 4096 });
    expect(budget.worker.instances).toBe(2);
  });

  test('150 teachers on 4 cores and 8 GB', () => {
    const budget = budgetFor({ tier: 150, cores: 4, memoryMiB: 7884, flavour: mysql });
    expect(budget.notes).toEqual([]);
    expect(budget.database).toMatchObject({ bufferPoolMiB: 1024, memoryHighMiB: 3 * 1024, cores: 1 });
    expect(budget.connections).toMatchObject({ max: 250, app: 100, api: { processes: 4, connectionLimit: 20 } });
    expect(budget.web.workerConnections).toBe(1024);
    expect(budget.worker.instances).toBe(1);
  });
});

describe('a machine smaller than its tier', () => {
  test('gets the shares of fewer teachers, and says so', () => {
    const budget = budgetFor({ tier: 2000, cores: 8, memoryMiB: 16_384, flavour: mysql });
    expect(budget.users).toBe(1000);
    expect(budget.connections.max).toBe(1000);
    expect(budget.database.bufferPoolMiB).toBe(3072);
    expect(budget.api.instances).toBe(4);
    expect(budget.notes).toEqual([
      expect.stringContaining('8 of the 16 cores'),
      expect.stringContaining('16384 of the 32768 MiB'),
      expect.stringContaining('3072 MiB instead of 4096'),
    ]);
  });

  test('is refused when not even the smallest shares fit', () => {
    const tiny = () => budgetFor({ tier: 150, cores: 2, memoryMiB: 3900, flavour: mysql });
    expect(tiny).toThrow(ProvisionError);
    expect(tiny).toThrow(/3900 MiB of memory.*needs \d+ MiB/);
  });
});

describe('a machine whose database is on another server', () => {
  const machine = { tier: 2000, cores: 16, memoryMiB: 19_800, flavour: mysql } as const;

  test('keeps no memory for it, and serves the more teachers', () => {
    const here = budgetFor(machine);
    const there = budgetFor({ ...machine, isDatabaseElsewhere: true });
    expect(here.users).toBeLessThan(1300);
    expect(there).toMatchObject({ users: 2000, notes: [] });
    expect(there.memory.uses.map(({ who }) => who)).not.toContain('MySQL');
    expect(there.memory.uses[0]).toMatchObject({ who: 'Way to the database', memoryMiB: 256 });
  });

  test('still knows what would be best for that server', () => {
    expect(budgetFor({ ...machine, isDatabaseElsewhere: true }).database.bufferPoolMiB).toBe(8192);
  });

  test('is told by what it has and wants without the database when that is too little', () => {
    const { users, notes } = budgetFor({ ...machine, memoryMiB: 10_240, isDatabaseElsewhere: true });
    expect(users).toBe(1000);
    expect(notes).toEqual([expect.stringContaining('10240 of the 20480 MiB of memory')]);
  });
});

describe('over random machines', () => {
  const machine: fc.Arbitrary<Machine> = fc.record({
    tier: fc.constantFrom(...tiers),
    cores: fc.integer({ min: 1, max: 128 }),
    memoryMiB: fc.integer({ min: 6600, max: 262_144 }),
    flavour: fc.constantFrom(mysql, mariadb),
    disk: fc.constantFrom('hdd', 'ssd', 'nvme'),
  });
  const always = (says: (budget: Budget) => void) =>
    fc.assert(
      fc.property(machine, (one) => says(budgetFor(one))),
      { numRuns: 500 },
    );

  test('memory sums to no more than the machine has', () => {
    always(({ memory, machine: { memoryMiB } }) => {
      expect(memory.uses.reduce((sum, use) => sum + use.memoryMiB, 0)).toBe(memory.sumMiB);
      expect(memory.sumMiB).toBeLessThanOrEqual(memoryMiB);
      expect(memory.uses.every((use) => Number.isInteger(use.memoryMiB) && use.memoryMiB > 0)).toBe(true);
    });
  });

  test('so it does where the database is elsewhere, down to the smallest server for that', () => {
    fc.assert(
      fc.property(machine, fc.integer({ min: 4800, max: 65_536 }), (one, memoryMiB) => {
        const { memory } = budgetFor({ ...one, memoryMiB, isDatabaseElsewhere: true });
        expect(memory.sumMiB).toBeLessThanOrEqual(memoryMiB);
      }),
      { numRuns: 500 },
    );
  });

  test('pools, replacements and upkeep fit within max_connections, and the account cannot take the last one', () => {
    always(({ connections }) => {
      const { api, worker, app, rolling, upkeep, headroom, max, accountLimit } = connections;
      expect(api.processes * api.connectionLimit + worker.processes * worker.connectionLimit).toBe(app);
      expect(app + rolling + upkeep + headroom).toBe(max);
      expect(headroom).toBeGreaterThanOrEqual(0);
      expect(accountLimit).toBeGreaterThanOrEqual(app + rolling);
      expect(accountLimit).toBeLessThan(max);
      expect(api.maxIdle).toBeLessThanOrEqual(api.connectionLimit);
    });
  });

  test('nobody needs more handles than are granted', () => {
    always(({ handles, units }) => {
      expect(handles.filter(({ needed, limit }) => needed > limit)).toEqual([]);
      expect(units.api.openFiles).toBe(65_536);
    });
  });

  test('the buffer pool is at least 1 GiB, in whole chunks of every instance, and within the limit of its unit', () => {
    always(({ database }) => {
      expect(database.bufferPoolMiB).toBeGreaterThanOrEqual(1024);
      expect(database.bufferPoolMiB % (128 * database.bufferPoolInstances)).toBe(0);
      expect(database.peakMiB).toBeLessThanOrEqual(database.memoryHighMiB);
      expect(database.memoryHighMiB).toBeLessThanOrEqual(database.memoryMaxMiB);
      expect(database.redoMiB).toBeGreaterThanOrEqual(1024);
    });
  });

  test('no unit is granted more than the machine', () => {
    always(({ units, machine: { memoryMiB, cores } }) => {
      for (const unit of Object.values(units)) {
        expect(unit.memoryMaxMiB ?? 0).toBeLessThanOrEqual(memoryMiB);
        expect(unit.memoryHighMiB ?? 0).toBeLessThanOrEqual(unit.memoryMaxMiB ?? 0);
        expect(unit.cpuQuotaPercent ?? 0).toBeLessThanOrEqual(100 * cores);
      }
    });
  });

  test('a machine that has what its tier wants gets it all, and nothing is said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 128 }), fc.integer({ min: 30_900, max: 262_144 }), (cores, memoryMiB) => {
        const budget = budgetFor({ tier: 2000, cores, memoryMiB, flavour: mysql });
        expect(budget).toMatchObject({ users: 2000, notes: [] });
      }),
    );
  });
});
