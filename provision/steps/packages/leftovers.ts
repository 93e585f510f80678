import type { Change } from '../../model/change.ts';
import { ProvisionError } from '../../model/error.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Kept, UndoContext } from '../../model/step.ts';
import { removeAccount } from '../../ops/account.ts';
import { dpkgPackages, type Installed, isBroken, isInstalled } from '../../ops/apt/dpkg.ts';
import { removable } from '../../ops/apt/resolve.ts';
import { must, script } from '../../ops/command.ts';
import { dataDirectory, isForeign, packageData } from '../../ops/data-directory.ts';
import { removeEmptyDirectory, removeTree } from '../../ops/directory.ts';
import { redisInstance } from '../../tuning/paths.ts';

type Leaving = {
  readonly name: string;
  /** What a purge leaves behind: data, and what belongs to it. */
  readonly paths: readonly string[];
  /** Of that what is ours even where the rest has come to be somebody else's. */
  readonly own: readonly string[];
  /** Account that the package makes and does not remove. */
  readonly account: 'mysql' | 'redis';
  /** Packages that work on the same data. */
  readonly users: RegExp;
};

const leaving: readonly Leaving[] = [
  {
    name: 'mariadb-server',
    paths: [dataDirectory, '/var/log/mysql', '/etc/mysql/debian.cnf'],
    own: [],
    account: 'mysql',
    users: /^(mariadb|mysql|percona)(-community)?-server/,
  },
  {
    name: 'redis-server',
    paths: ['/var/lib/redis', '/var/log/redis'],
    own: [redisInstance('queue').data, redisInstance('cache').data],
    account: 'redis',
    users: /^(redis|valkey)(-server)?$/,
  },
];

export const packageAccounts = leaving.map(({ account }) => account);

/** Other packages may use them, too: they go when nothing is in them. */
const folderOfPackages = ['/etc/mysql', '/etc/redis', '/etc/nginx'];

/** Folders of data that come with a package. */
export function foldersWith(name: string): readonly string[] {
  const paths = leaving.find((one) => one.name === name)?.paths ?? [];
  return paths.filter((path) => (packageData as readonly string[]).includes(path));
}

/** Packages in a receipt: those that we brought, and those that were removed while their settings or their data stayed. */
function named(receipt: JsonObject, what: 'package' | 'rest' | 'data'): readonly string[] {
  return Object.keys(receipt).flatMap((key) => (key.startsWith(`${what} `) ? [key.slice(what.length + 1)] : []));
}

/** What becomes of the packages that we brought. */
export function fateOf(receipt: JsonObject, installed: readonly Installed[]) {
  const ours = named(receipt, 'package');
  const isThere = (one: Installed) => isInstalled(one) || (isBroken(one) && ours.includes(one.name));
  const there = installed.filter(isThere);
  const gone = removable(ours, there);
  const kept = ours.filter((name) => !gone.includes(name) && there.some((one) => one.name === name));
  // Removed with its settings left behind, by whomever.
  const residue = [...ours, ...named(receipt, 'rest')].filter((name) =>
    installed.some((pack) => pack.name === name && pack.state.startsWith('rc')),
  );
  return { ours, gone, kept, residue };
}

/** Those whose data is ours to remove: not where other packages have come to work on it. */
function leavingOurs(receipt: JsonObject, installed: readonly Installed[]) {
  const { gone, ours, kept } = fateOf(receipt, installed);
  const brought = leaving.filter(({ name }) => ours.includes(name) || named(receipt, 'data').includes(name));
  const isUsed = ({ name, users }: Leaving) =>
    kept.includes(name) ||
    installed.some((one) => isInstalled(one) && users.test(one.name) && !gone.includes(one.name));
  return { whole: brought.filter((one) => !isUsed(one)), used: brought.filter(isUsed) };
}

/** Rejects with TT-DATA-01 when other programs keep databases where ours is, which would go with it. */
export async function refuseForeignDatabases(
  context: UndoContext,
  receipt: JsonObject,
  installed: readonly Installed[],
): Promise<void> {
  const { whole } = leavingOurs(receipt, installed);
  if (!context.removeData || !whole.some(({ paths }) => paths.includes(dataDirectory))) return;
  const list = 'cd "$1" 2>/dev/null && find . -mindepth 1 -maxdepth 1 -type d -printf "%f\\n"; exit 0';
  const { stdout } = await must(context, script(list, dataDirectory), { what: 'Looking for databases' });
  const foreign = stdout.split('\n').filter((name) => name !== '' && isForeign(name, true));
  if (foreign.length === 0) return;
  throw new ProvisionError({
    code: 'TT-DATA-01',
    message: `The database server that TeachTrack brought also holds ${foreign.join(', ')}, which is not ours and would be deleted with it. Move it to another server first: save it, load it there, drop it here. Then remove TeachTrack with its data.`,
    evidence: foreign.map((name) => `${dataDirectory}/${name}`),
  });
}

/** After the packages. */
export async function removeLeftovers(
  context: UndoContext,
  receipt: JsonObject,
  installed: readonly Installed[],
): Promise<void> {
  const { whole, used } = leavingOurs(receipt, installed);
  for (const path of whole.flatMap(({ paths }) => paths)) await removeTree(context, path);
  for (const { name, own } of used) {
    context.say(`${name}: other software has come to use it, so its data stays, but for ours.`);
    for (const path of own) await removeTree(context, path);
  }
  for (const path of folderOfPackages) await removeEmptyDirectory(context, path);
  for (const { account } of whole)
    if (receipt[`account ${account}`] === 'not there') await removeAccount(context, account);
}

/**
 * What still is ours: not the packages that are gone, whoever brings them again, nor data on which others have come to work.
 * Rejects as `refuseForeignDatabases`.
 */
export async function packagesStillOurs(context: UndoContext, { receipt, changes }: Kept): Promise<Kept> {
  const installed = await dpkgPackages(context);
  await refuseForeignDatabases(context, receipt, installed);
  const { ours, kept, residue } = fateOf(receipt, installed);
  const isThere = (name: string) => installed.some((one) => one.name === name && (isInstalled(one) || isBroken(one)));
  const went = ours.filter((name) => !isThere(name));
  const others = leavingOurs(receipt, installed).used.flatMap(({ paths }) => paths);
  const isForgotten = (key: string) =>
    went.some((name) => key === `package ${name}`) || (key.startsWith('/') && went.includes('nginx'));
  const isOurs = (change: Change) => {
    switch (change.kind) {
      case 'package':
        return !went.includes(change.name) && !kept.includes(change.name);
      case 'unit':
        return !went.some((name) => change.name === `${name}.service`);
      case 'directory':
        return !others.includes(change.path);
      default:
        return true;
    }
  };
  return {
    receipt: {
      ...Object.fromEntries(Object.entries(receipt).filter(([key]) => !isForgotten(key))),
      ...Object.fromEntries(residue.map((name) => [`rest ${name}`, 'left'])),
      ...Object.fromEntries(leaving.flatMap(({ name }) => (went.includes(name) ? [[`data ${name}`, 'left']] : []))),
    },
    changes: changes.filter(isOurs),
  };
}
