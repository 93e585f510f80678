import { migrateCommand } from '../../../appliance/migrations/command.ts';
import { migrations } from '../../../appliance/migrations/index.ts';

/** The program `migrate` of a release that changes what the one before it reads, and then breaks at its third statement. */
const broken = {
  id: '9000-broken',
  breaks: true,
  statements: [
    'CREATE TABLE half_done (id INT NOT NULL PRIMARY KEY) ENGINE=InnoDB',
    'ALTER TABLE school ADD COLUMN half_done INT NULL',
    'ALTER TABLE no_such_table ADD COLUMN motto INT NULL',
  ],
} as const;

migrateCommand(process.argv.slice(2), [...migrations, broken]).catch((error) => {
  process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
