import { layout } from '../../layout.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Step, StepContext } from '../../model/step.ts';
import { lastLines, must, run, script } from '../../ops/command.ts';
import { isForeign } from '../../ops/data-directory.ts';
import type { WantedFile } from '../../ops/file.ts';
import type { TuningInput } from '../../tuning/file.ts';
import { databaseAuthority } from '../../tuning/mysql/authority.ts';
import { databaseServer } from '../../tuning/mysql/server.ts';
import { databaseUnitFile } from '../../tuning/mysql/unit.ts';
import { databaseWay } from '../../tuning/mysql/way.ts';
import { databaseWaySocket } from '../../tuning/mysql/way-socket.ts';
import { databaseUnit } from '../../tuning/paths.ts';
import { entriesOf } from '../entries.ts';
import { inputsOf } from '../inputs.ts';
import { serviceTuned } from '../service-tuned.ts';
import { withCandidates } from '../validation.ts';
import { greeting } from './greeting.ts';
import { refusePersisted } from './persisted.ts';
import { hasKeeper, isThere } from './there.ts';

const tuned = serviceTuned({
  id: 'mysql/tuned',
  title: 'Settings and limits of the database server',
  needs: ['packages/installed', 'os/folders', 'kernel/sysctl'],
  seconds: 6,
  of: 'database',
  files: [databaseUnitFile, databaseServer, databaseAuthority, databaseWaySocket, databaseWay],
  unit: ({ database }) => databaseUnit(database),
  take: 'restart',
  validate: validateDatabase,
});

export const mysqlTuned: Step = {
  ...tuned,
  async check(context) {
    await refuseForeignData(context);
    const input = await inputsOf(context);
    const { database } = input;
    await refusePersisted(context, input);
    // Before anything is changed: whether somebody answers there, and who.
    if (isThere(database) && !(await hasKeeper(context))) await greeting(context, database);
    return tuned.check(context);
  },
};

/** The server reads the whole configuration as it will be, as its own user, and says whether it would start. */
export async function validateDatabase(
  context: StepContext,
  files: readonly WantedFile[],
  input: TuningInput,
): Promise<void> {
  const { product, there } = input.database;
  if (there !== undefined) return;
  await enoughSpace(context, input);
  const own = files.filter(({ path }) => path === databaseServer.path(input));
  await withCandidates(context, own, async (candidates, folder) => {
    const whole = `${folder}/whole.cnf`;
    const includes = ['!include /etc/mysql/my.cnf', ...candidates.map((path) => `!include ${path}`), ''].join('\n');
    await context.transport.writeFile(whole, includes, { mode: 0o644, asRoot: true });
    const server =
      product === 'mariadb'
        ? ['mariadbd', `--defaults-file=${whole}`, '--help', '--verbose']
        : ['mysqld', `--defaults-file=${whole}`, '--validate-config'];
    const result = await run(context, ['runuser', '-u', 'mysql', '--', ...server]);
    if (result.exitCode === 0) return;
    throw new ProvisionError({
      code: 'TT-CONFIG-01',
      message: `The database server refuses the settings for ${databaseServer.path(input)}.`,
      evidence: lastLines(result.stderr),
    });
  });
}

/** No validation of the server's own sees this: it would fail only while it writes its redo log. */
async function enoughSpace(context: StepContext, { budget }: TuningInput): Promise<void> {
  const look =
    'df -Pk /var/lib/mysql | sed -n "2p"; du -sk /var/lib/mysql/ib_logfile0 /var/lib/mysql/#innodb_redo 2>/dev/null; exit 0';
  const { stdout } = await must(context, script(look), { what: 'Reading the free space of the database' });
  const [disk = '', ...redo] = stdout.split('\n');
  const freeMiB = Number(disk.split(/\s+/)[3]) / 1024;
  const heldMiB = redo.reduce((sum, line) => sum + Number(line.split(/\s+/)[0] ?? 0) / 1024, 0);
  const neededMiB = Math.ceil(budget.database.redoMiB * 1.2);
  if (freeMiB + heldMiB >= neededMiB) return;
  throw new ProvisionError({
    code: 'TT-FILE-01',
    message: `The database needs ${neededMiB} MiB for its redo log in /var/lib/mysql, and ${Math.floor(freeMiB)} MiB are free.`,
  });
}

/** An install would begin anew at the other place, and people would look for their work in vain. */
function refuseMoving({ database: { there } }: TuningInput, data: { readonly here: boolean; readonly there: boolean }) {
  if (there === undefined ? !data.there : !data.here) return;
  const [from, to] = there === undefined ? ['another server', 'this one'] : ['this server', 'another one'];
  throw new ProvisionError({
    code: 'TT-ANSWERS-01',
    message: `The data of this TeachTrack is in the database on ${from}, and the answers say ${to}: an install does not move it. Answer as before, or make a backup, uninstall with the data, install anew and restore.`,
  });
}

/**
 * A server that holds somebody else's databases is theirs. Asked of the data folder, so the answer is the same when the
 * server is down or its password unknown. Once it is ours, what its administrator adds is no reason to stop.
 */
async function refuseForeignData(context: StepContext): Promise<void> {
  const input = await inputsOf(context);
  const own = databaseServer.path(input);
  const entries = await entriesOf(context, [own, layout.databaseKeeper, layout.databaseMark]);
  refuseMoving(input, { here: entries.has(own), there: entries.has(layout.databaseKeeper) });
  if (input.database.there !== undefined || entries.has(own)) return;
  const list = 'cd /var/lib/mysql 2>/dev/null && find . -mindepth 1 -maxdepth 1 -type d -printf "%f\\n"; exit 0';
  const { stdout } = await must(context, script(list), { what: 'Looking for databases' });
  const isOurs = entries.has(layout.databaseMark);
  const foreign = stdout.split('\n').filter((name) => name !== '' && name !== 'test' && isForeign(name, isOurs));
  if (foreign.length === 0) return;
  throw new ProvisionError({
    code: 'TT-DATA-01',
    message: `This server's database holds ${foreign.join(', ')}, which is not ours: it is not touched. Choose a server without a database, or move these databases first.`,
    evidence: foreign.map((name) => `/var/lib/mysql/${name}`),
  });
}
