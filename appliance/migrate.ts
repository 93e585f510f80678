import { migrateCommand } from './migrations/command.ts';
import { migrations } from './migrations/index.ts';

/** `migrate`: to this release's schema. `migrate --pending`: what that would do. Exit 0 when done, 1 when it failed. */
migrateCommand(process.argv.slice(2), migrations).catch((error) => {
  process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
