import { type DatabaseFlavour, databaseFlavour } from '../capacity/flavour.ts';
import type { Fact } from '../model/fact.ts';
import { maybeText } from './text.ts';

/** The database server's program on the machine, running or not. `flavour` is absent for one we do not know. */
export type DatabaseVersion =
  | { readonly installed: false }
  | { readonly installed: true; readonly says: string; readonly flavour?: DatabaseFlavour };

export const databaseVersion: Fact<DatabaseVersion> = {
  id: 'database-version',
  title: 'Version of the database server',
  waits: true,
  script: `
for program in mariadbd mysqld; do
  command -v $program >/dev/null && { $program --no-defaults --version; exit; }
done
exit 0`,
  parse(stdout) {
    const says = maybeText(stdout);
    if (says === undefined) return { installed: false };
    const flavour = databaseFlavour(says);
    return { installed: true, says, ...(flavour === undefined ? {} : { flavour }) };
  },
};
