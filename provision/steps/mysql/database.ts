import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext, UndoContext } from '../../model/step.ts';
import type { DatabaseThere } from '../../model/wanted.ts';
import { run } from '../../ops/command.ts';
import { query, queryAsAdministrator } from '../../ops/mysql.ts';
import { databaseUnit } from '../../tuning/paths.ts';
import { entriesOf } from '../entries.ts';
import { inputsOf } from '../inputs.ts';
import { marks, unitOf } from '../readings.ts';
import { checked } from '../satisfied.ts';
import { databaseAccounts } from './accounts.ts';
import { questionThere, requireFit } from './judged-there.ts';
import { collation, databaseName, databaseState } from './state.ts';
import { hasKeeper, isTaken, isThere, keeper, makeThere, requireAdministrator } from './there.ts';

/** Written before the database is made. */
const mark = marks.database;

export const mysqlDatabase: Step = {
  id: 'mysql/database',
  title: 'Database of the appliance',
  needs: ['mysql/serving', 'os/folders'],
  seconds: 1,
  keepsData: true,
  async check(context) {
    const found = await collationFound(context);
    if (found !== undefined && !(await entriesOf(context, [mark])).has(mark)) throw foreign();
    const { database } = await inputsOf(context);
    if (found === undefined && isThere(database)) await requireAdministrator(context, 'Making our database');
    const action =
      found === collation
        ? undefined
        : ({ kind: 'database', what: `database ${databaseName}`, action: 'create' } as const);
    return checked([action], { existed: found !== undefined }, [`database ${databaseName} with ${collation}`]);
  },
  async apply(context) {
    const input = await inputsOf(context);
    const { database } = input;
    const charset = `CHARACTER SET utf8mb4 COLLATE ${collation}`;
    if (isThere(database) && !(await hasKeeper(context)))
      requireFit(context, await queryAsAdministrator(context, database, questionThere(input)), input);
    if (isThere(database) && !(await entriesOf(context, [mark])).has(mark) && (await isTaken(context, database)))
      throw foreign();
    await context.transport.writeFile(mark, '', { mode: 0o644, asRoot: true });
    if (isThere(database) && !(await hasKeeper(context))) return makeThere(context, database, charset);
    await query(
      context,
      database,
      `CREATE DATABASE IF NOT EXISTS ${databaseName} ${charset}; ALTER DATABASE ${databaseName} ${charset};`,
    );
  },
  async undo(context, receipt) {
    if (!context.removeData || receipt['existed'] !== false) return;
    if (context.wanted.database !== undefined) return leaveThere(context, context.wanted.database);
    for (const product of ['mariadb', 'mysql'] as const) {
      if ((await run(context, ['systemctl', 'is-active', '--quiet', databaseUnit({ product })])).exitCode !== 0)
        continue;
      await query(context, { product }, `DROP DATABASE IF EXISTS ${databaseName}`);
    }
    await run(context, ['rm', '-f', '--', mark]);
  },
};

/** Undefined when there is no such database, or no server that could be asked yet. */
async function collationFound(context: StepContext): Promise<string | undefined> {
  const { database } = await inputsOf(context);
  if ((await unitOf(context, databaseUnit(database))).activeState !== 'active') return undefined;
  if (isThere(database) && !(await hasKeeper(context))) return undefined;
  return (await databaseState(context, database)).collation;
}

/** Our data goes; the accounts only the administrator there can remove. */
async function leaveThere(context: UndoContext, there: DatabaseThere): Promise<void> {
  if (!(await hasKeeper(context))) return;
  const server = { product: there.product, there };
  await query(context, server, `DROP DATABASE IF EXISTS ${databaseName}`);
  const [[at = ''] = []] = await query(context, server, "SELECT SUBSTRING_INDEX(CURRENT_USER(), '@', -1)");
  const names = [...databaseAccounts.map(({ name }) => name), keeper];
  const users = names.map((name) => `'${name}'@'${at}'`).join(', ');
  context.say(`Our accounts stay on ${there.host}; its administrator removes them: DROP USER ${users};`);
  await run(context, ['rm', '-f', '--', mark, layout.databaseKeeper, layout.databaseMonitor, layout.databaseAuthority]);
}

function foreign(): ProvisionError {
  return new ProvisionError({
    code: 'TT-DATA-01',
    message: `The database server has a database ${databaseName} that was not made by this installer: it is not touched. Rename or remove it, or choose another server.`,
  });
}
