import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/order/longest-first.ts';

const everyServerTest = 'test/**/*.server.test.ts';

/** Tests of faces: they change globals (a window, a stand-in for Electron), so each file has a process of its own. */
const faces = [
  'test/renderer/**/*.test.ts',
  'test/main/electron/**/*.test.ts',
  'test/main/web/**/*.test.ts',
  'test/appliance/web/**/*.test.ts',
  'test/**/*.test.tsx',
];

const quick = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  // A second, as Vitest has it, is nothing on a busy machine.
  expect: { poll: { timeout: 60_000, interval: 50 } },
  pool: 'forks',
  // Vitest leaves a core for its own process by default: of two, that is half.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // After the servers: another number of workers cannot be at work at the same time.
  sequence: { groupOrder: 1 },
} as const;

/**
 * `unit` and `unit-faces` need nothing but Node and run in seconds; `server` drives practice servers, real databases
 * and a browser.
 */
export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line.ts', './test/order/record-seconds.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [everyServerTest, ...faces, '**/node_modules/**'],
          // Nothing but values in these modules: a process takes one file after the other and loads them once.
          isolate: false,
          ...quick,
        },
      },
      {
        test: {
          name: 'unit-faces',
          include: faces,
          exclude: [everyServerTest, '**/node_modules/**'],
          ...quick,
        },
      },
      {
        test: {
          name: 'server',
          include: [everyServerTest],
          setupFiles: ['./test/server-setup.ts'],
          // They end what hangs: the slowest machine is three times as slow as the one on which tests are written.
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
          // Asking 20 times a second, as Vitest does, is what makes a machine busy.
          expect: { poll: { timeout: 120_000, interval: 150 } },
          pool: 'forks',
          // A file keeps half a core busy and waits for the rest of its time: three at once fill two cores.
          maxWorkers: 3,
        },
      },
    ],
  },
});
