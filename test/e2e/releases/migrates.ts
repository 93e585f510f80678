import { migrateCommand } from '../../../appliance/migrations/command.ts';
import { migrations } from '../../../appliance/migrations/index.ts';

/** The program `migrate` of a later release, which only adds to the schema. */
const added = {
  id: '9000-mottos',
  statements: [
    'CREATE TABLE school_motto (id INT NOT NULL PRIMARY KEY, motto VARCHAR(100) NOT NULL) ENGINE=InnoDB',
    'ALTER TABLE school ADD COLUMN motto VARCHAR(100) NULL',
  ],
};

migrateCommand(process.argv.slice(2), [...migrations, added]).catch((error) => {
  process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
