import { defineConfig } from 'vitest/config';

/** `unit` needs nothing but Node and runs in seconds; `server` drives practice servers, real databases and a browser. */
export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/**/*.server.test.ts', '**/node_modules/**'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'server',
          include: ['test/**/*.server.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          pool: 'forks',
          // Servers mostly wait for each other: two files at once fill two cores.
          maxWorkers: 2,
        },
      },
    ],
  },
});
