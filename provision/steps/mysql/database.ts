import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext, UndoContext } from '../../model/step.ts';
import type { DatabaseThere } from '../../model/wanted.ts';
import { run } from '../../ops/command.ts';
import { copiesBeside } from '../../ops/data-directory.ts';
import { type DatabaseServer, query, queryAsAdministrator, schemaOf } from '../../ops/mysql.ts';
import type { TuningInput } from '../../tuning/file.ts';
import { databaseUnit } from '../../tuning/paths.ts';
import { entriesOf } from '../entries.ts';
import { inputsOf } from '../inputs.ts';
import { marks, unitOf } from '../readings.ts';
import { checked } from '../satisfied.ts';
import { databaseAccounts } from './accounts.ts';
import { inServersHere } from './here.ts';
import { questionThere, requireFit } from './judged-there.ts';
import { missingRights } from './rights-there.ts';
import { collation, databaseState } from './state.ts';
import { hasKeeper, isTaken, isThere, keeper, makeThere, requireAdministrator, type ServerThere } from './there.ts';

/** Written before the database is made. */
const mark = marks.database;

export const mysqlDatabase: Step = {
  id: 'mysql/database',
  title: 'Database of the appliance',
  needs: ['mysql/serving', 'os/folders'],
  seconds: 1,
  keepsData: true,
  async check(context) {
    const { database } = await inputsOf(context);
    const name = schemaOf(database);
    const found = await collationFound(context);
    if (found !== undefined && !(await entriesOf(context, [mark])).has(mark)) throw foreign(database);
    if (found === undefined && isThere(database)) {
      await refuseOtherName(context, database);
      await requireAdministrator(context, 'Making our database');
    }
    const action =
      found === collation ? undefined : ({ kind: 'database', what: `database ${name}`, action: 'create' } as const);
    return checked([action], { existed: found !== undefined }, [`database ${name} with ${collation}`]);
  },
  async apply(context) {
    const input = await inputsOf(context);
    const { database } = input;
    const charset = `CHARACTER SET utf8mb4 COLLATE ${collation}`;
    if (isThere(database) && !(await hasKeeper(context)))
      requireFit(context, await foundThere(context, database, input), input);
    if (isThere(database) && !(await entriesOf(context, [mark])).has(mark) && (await isTaken(context, database)))
      throw foreign(database);
    await context.transport.writeFile(mark, '', { mode: 0o644, asRoot: true });
    if (isThere(database) && !(await hasKeeper(context))) return makeThere(context, database, charset);
    const name = schemaOf(database);
    const sql = `CREATE DATABASE IF NOT EXISTS ${name} ${charset}; ALTER DATABASE ${name} ${charset};`;
    await query(context, database, sql);
  },
  async undo(context, receipt) {
    if (!context.removeData || receipt['existed'] !== false) return;
    if (context.wanted.database !== undefined) return leaveThere(context, context.wanted.database);
    await inServersHere(context, 'our database', (server) => query(context, server, dropping(server)));
    await run(context, ['rm', '-f', '--', mark]);
  },
};

/** Who keeps our data there sees nothing else: what lies in another database is ours as well. */
async function refuseOtherName(context: StepContext, server: ServerThere): Promise<void> {
  if (!(await hasKeeper(context))) return;
  const ask = "SELECT table_schema FROM information_schema.tables WHERE table_name = 'schema_migration' ORDER BY 1";
  const [[before] = []] = await query(context, server, ask);
  if (before === undefined) return;
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `The data of this TeachTrack is in the database ${before}, and the answers say ${schemaOf(server)}: an install does not move it. Answer as before, or make a backup, uninstall with the data, install anew and restore.`,
  });
}

async function foundThere(context: StepContext, database: ServerThere, input: TuningInput) {
  const rows = await queryAsAdministrator(context, database, questionThere(input));
  return { rows, rights: await missingRights(context, database) };
}

/** Undefined when there is no such database, or no server that could be asked yet. */
async function collationFound(context: StepContext): Promise<string | undefined> {
  const { database } = await inputsOf(context);
  if ((await unitOf(context, databaseUnit(database))).activeState !== 'active') return undefined;
  if (isThere(database) && !(await hasKeeper(context))) return undefined;
  return (await databaseState(context, database)).collation;
}

/** Our database, and the copies that killed acts have left beside it. */
function dropping(server: DatabaseServer): string {
  const name = schemaOf(server);
  const all = [name, ...copiesBeside.map((what) => `${name}_${what}`)];
  return all.map((one) => `DROP DATABASE IF EXISTS ${one};`).join(' ');
}

/** Our data goes; the accounts only the administrator there can remove. */
async function leaveThere(context: UndoContext, there: DatabaseThere): Promise<void> {
  if (!(await hasKeeper(context))) return;
  const server = { product: there.product, there };
  await query(context, server, dropping(server));
  const [[at = ''] = []] = await query(context, server, "SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', -1)");
  const names = [...databaseAccounts.map(({ name }) => name), keeper];
  const users = names.map((name) => `'${name}'@'${at}'`).join(', ');
  context.say(`Our accounts stay on ${there.host}; its administrator removes them: DROP USER ${users};`);
  await run(context, ['rm', '-f', '--', mark, layout.databaseKeeper, layout.databaseMonitor, layout.databaseAuthority]);
}

function foreign(server: DatabaseServer): ProvisionError {
  const name = schemaOf(server);
  const what = isThere(server) ? `${name}, or one whose name shares its beginning,` : name;
  const next = isThere(server) ? 'Choose another name in the answers' : 'Rename or remove it, or choose another server';
  return new ProvisionError({
    code: 'TT-DATA-01',
    message: `The database server has a database ${what} that was not made by this installer: it is not touched. ${next}.`,
  });
}
