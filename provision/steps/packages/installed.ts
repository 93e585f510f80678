import { targetsFile } from '../../backup/targets/settings.ts';
import type { Change } from '../../model/change.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Step, StepContext, UndoContext } from '../../model/step.ts';
import { account } from '../../ops/account.ts';
import { dpkgPackages, dpkgRemove, isBroken, isInstalled } from '../../ops/apt/dpkg.ts';
import type { Package } from '../../ops/apt/index.ts';
import { aptInstall, aptRemove, keepDatabases, settlePackages } from '../../ops/apt/install.ts';
import { keepWebServer, liftMasks, masksFolder, maskUnits } from '../../ops/apt/masks.ts';
import { newerPackages, newPackages } from '../../ops/apt/resolve.ts';
import { must, run } from '../../ops/command.ts';
import { packageData } from '../../ops/data-directory.ts';
import { removeEmptyDirectory } from '../../ops/directory.ts';
import { held } from '../../ops/hold.ts';
import type { Inventory } from '../../ops/inventory.ts';
import { disable, runsReplacedProgram, unit, units } from '../../ops/systemd.ts';
import { localName } from '../../tuning/mdns/daemon.ts';
import { redisInstance } from '../../tuning/paths.ts';
import { entriesOf } from '../entries.ts';
import { inputsOf, tunedPackages } from '../inputs.ts';
import { passOf } from '../pass.ts';
import { installedPackages, nginxPage, offeredPackages, unitsOf } from '../readings.ts';
import { checked } from '../satisfied.ts';
import {
  fateOf,
  foldersWith,
  packageAccounts,
  packagesStillOurs,
  refuseForeignDatabases,
  removeLeftovers,
} from './leftovers.ts';

/** Services that the packages would start at once, with settings that are not ours. */
const unitsOfPackages: Readonly<Record<string, string>> = {
  'mariadb-server': 'mariadb.service',
  'redis-server': 'redis-server.service',
  nginx: 'nginx.service',
  'avahi-daemon': 'avahi-daemon.service',
};

/** Brought only where copies go to a share. */
export const smbClient = 'smbclient';

const redisInstances = [redisInstance('queue').unit, redisInstance('cache').unit];

/** Services that a newer version of their package starts anew. */
function restartedBy(newer: readonly Package[]): readonly string[] {
  return newer.flatMap(({ name }) => {
    if (name === 'redis-server') return redisInstances;
    return name === 'mariadb-server' || name === 'nginx' ? (unitsOfPackages[name] ?? []) : [];
  });
}

export const packagesInstalled: Step = {
  id: 'packages/installed',
  title: 'Database server, Redis and web server',
  needs: [],
  seconds: 25,
  keepsData: true,
  async check(context) {
    const wanted = await wantedPackages(context);
    const all = await installedPackages(context);
    const installed = all.filter(isInstalled);
    const offered = await offeredPackages(context);
    const newer = context.updatesPackages === true ? newerPackages(wanted, offered, installed) : [];
    const fresh = freshPackages(wanted, offered, { installed, newer });
    const entries = await entriesOf(context, [masksFolder, '/var/www', nginxPage, ...packageData]);
    const madeFolders = fresh.flatMap(({ name }) => foldersWith(name)).filter((path) => !entries.has(path));
    const masks = entries.has(masksFolder);
    const broken = all.filter((one) => isBroken(one) && !fresh.some(({ name }) => name === one.name));
    const own = (await unitsOf(context)).get('redis-server.service');
    const isOursToQuiet = fresh.some(({ name }) => name === 'redis-server');
    const changes: Change[] = [
      ...fresh.map(({ name, version }) => ({ kind: 'package', name, version, action: 'install' }) as const),
      ...newer.map(({ name, version }) => ({ kind: 'package', name, version, action: 'update' }) as const),
      ...broken.map(({ name, version }) => ({ kind: 'package', name, version, action: 'finish' }) as const),
      ...madeFolders.map((path) => ({ kind: 'directory', path, action: 'create' }) as const),
      ...restartedBy(newer).map((name) => ({ kind: 'unit', name, action: 'restart' }) as const),
      ...(masks ? [{ kind: 'directory', path: masksFolder, action: 'remove' } as const] : []),
      ...(isOursToQuiet ? [{ kind: 'unit', name: 'redis-server.service', action: 'disable' } as const] : []),
    ];
    const receipt: JsonObject = {
      ...Object.fromEntries(fresh.map(({ name, version }) => [`package ${name}`, version])),
      ...(fresh.length === 0 ? {} : await accountsToBe(context)),
      ...(fresh.length === 0 ? {} : pageToBe(entries)),
    };
    const versions = wanted.map((name) => `${name} ${installed.find((pack) => pack.name === name)?.version ?? ''}`);
    return checked(changes, receipt, [
      ...versions,
      `the distribution's redis-server.service is ${own?.activeState ?? 'absent'}`,
    ]);
  },
  async apply(context) {
    const wanted = await wantedPackages(context);
    const all = await dpkgPackages(context);
    const present = all.filter(isInstalled);
    const missing = wanted.filter((name) => !present.some((one) => one.name === name));
    const offered = await offeredPackages(context);
    const newer = context.updatesPackages === true ? newerPackages(wanted, offered, present) : [];
    const stores = newer.length === 0 ? [] : newerPackages(storePackages, offered, present);
    const others = newer.filter((one) => !stores.includes(one));
    const started = missing.map((name) => unitsOfPackages[name]).filter((name) => name !== undefined);
    // One that serves although its package was left in the middle would lose its process under a mask.
    const found = await units(context, started);
    const quiet = started.filter((name) => found.get(name)?.activeState !== 'active');
    try {
      if (quiet.length > 0) await maskUnits(context, quiet);
      if ([...missing, ...others.map(({ name }) => name)].includes('nginx')) await keepWebServer(context);
      const isStoreCutOff = all.some((one) => isBroken(one) && isOfStore(one));
      await aptInstall(
        context,
        repositoryOf(context),
        [...missing, ...others.map(({ name }) => name)],
        isStoreCutOff ? (install) => withoutStores(context, install) : undefined,
      );
    } finally {
      // Two instances of our own serve; the distribution's would only hold port 6379 open after the next boot.
      await liftMasks({ ...context, signal: AbortSignal.timeout(60_000) }, ['redis-server.service']);
    }
    if (stores.length > 0) await updateStores(context, stores);
  },
  async undo(context, receipt) {
    // Those of ours that a killed installation, or a full disk, left in the middle may lack what they need: they go as they are.
    await settlePackages(context, ({ name }) => `package ${name}` in receipt);
    const installed = await dpkgPackages(context);
    await refuseForeignDatabases(context, receipt, installed);
    const { gone, kept, residue } = fateOf(receipt, installed);
    if (kept.length > 0) context.say(`${kept.join(', ')}: other software has come to need it, so it stays.`);
    const mayPurge = context.removeData || (await keepDatabases(context));
    const isCareful = (name: string) => !mayPurge && name.startsWith('mariadb-server');
    const halves = installed.filter((one) => isBroken(one) && gone.includes(one.name)).map(({ name }) => name);
    const whole = [...gone.filter((name) => !halves.includes(name)), ...residue];
    for (const [names, remove] of [
      [halves, dpkgRemove],
      [whole, aptRemove],
    ] as const) {
      await remove(context, names.filter(isCareful), 'remove');
      await remove(
        context,
        names.filter((name) => !isCareful(name)),
        'purge',
      );
    }
    await liftMasks(context, []);
    if (!kept.includes('nginx')) await removePage(context, receipt);
    if (context.removeData) await removeLeftovers(context, receipt, installed);
  },
  stillOurs: packagesStillOurs,
};

/** What no request can do without: while these are replaced, requests wait. */
const storePackages = ['mariadb-server', 'mariadb-client', 'redis-server'];

/** Whether the database or Redis is stopped while it is replaced. */
export function isOfStore({ name }: Pick<Package, 'name'>): boolean {
  return /^(mariadb|galera|redis)-/.test(name);
}

async function updateStores(context: StepContext, stores: readonly Package[]): Promise<void> {
  const names = stores.map(({ name }) => name);
  const { fileState } = await unit(context, 'redis-server.service');
  await aptInstall(context, repositoryOf(context), names, (install) => withoutStores(context, install));
  // Its package takes what it never saw switched on for new, and switches it on.
  if (fileState !== 'enabled') await disable(context, ['redis-server.service']);
}

/** Requests wait meanwhile, and what served before serves again afterwards, also when a package could not be set up. */
async function withoutStores(context: StepContext, install: () => Promise<void>): Promise<void> {
  const names = ['mariadb.service', ...redisInstances];
  const serving = [...(await units(context, names)).values()]
    .filter(({ activeState }) => activeState === 'active')
    .map(({ name }) => name);
  await held(context, async () => {
    try {
      await install();
      await startNewRedis(context);
    } finally {
      if (serving.length > 0)
        await run({ ...context, signal: AbortSignal.timeout(120_000) }, ['systemctl', 'start', '--', ...serving]);
    }
  });
}

/** Its package knows of one server, not of ours. */
async function startNewRedis(context: StepContext): Promise<void> {
  const found = [...(await units(context, redisInstances)).values()];
  const isOld = await Promise.all(found.map((one) => runsReplacedProgram(context, one)));
  const old = found.filter((_, index) => isOld[index]).map(({ name }) => name);
  if (old.length === 0) return;
  await must(context, ['systemctl', 'try-restart', '--', ...old], {
    what: 'Starting the new Redis',
    code: 'TT-SERVICE-01',
  });
}

type There = { readonly installed: readonly Package[]; readonly newer: readonly Package[] };

/** Those that are not there yet, also those that only a newer version needs. */
function freshPackages(wanted: readonly string[], offered: readonly Package[], { installed, newer }: There) {
  const isNewer = new Set(newer.map(({ name }) => name));
  const older = installed.filter(({ name }) => !isNewer.has(name));
  return newPackages(wanted, offered, older).filter(({ name }) => !isNewer.has(name));
}

function pageToBe(entries: Inventory): JsonObject {
  return Object.fromEntries(
    ['/var/www', nginxPage].flatMap((path) => (entries.has(path) ? [] : [[path, 'not there']])),
  );
}

async function removePage(context: UndoContext, receipt: JsonObject): Promise<void> {
  if (receipt[nginxPage] !== 'not there') return;
  await must(context, ['rm', '-f', '--', nginxPage], { what: `Removing ${nginxPage}` });
  if (receipt['/var/www'] !== 'not there') return;
  for (const path of ['/var/www/html', '/var/www']) await removeEmptyDirectory(context, path);
}

/** Which of the packages' accounts are not there yet: those that go again with the data. */
async function accountsToBe(context: StepContext): Promise<JsonObject> {
  const found = await Promise.all(packageAccounts.map((name) => account(context, name)));
  const missing = packageAccounts.filter((_, index) => found[index] === undefined);
  return Object.fromEntries(missing.map((name) => [`account ${name}`, 'not there']));
}

/** A database server that is there is used; otherwise the distribution's MariaDB is brought. */
export async function wantedPackages(context: StepContext): Promise<readonly string[]> {
  const { database } = await inputsOf(context);
  return [
    ...(database.there === undefined ? [] : ['mariadb-client']),
    ...tunedPackages.filter(
      (name) => name !== 'mariadb-server' || (database.product === 'mariadb' && database.there === undefined),
    ),
    ...(context.wanted.firewall?.kind === 'on' ? ['nftables'] : []),
    ...(localName(context) === undefined ? [] : ['avahi-daemon']),
    ...((await copiesToShares(context)) ? [smbClient] : []),
  ];
}

/** As the answers have it, or as people have set it since. */
async function copiesToShares(context: StepContext): Promise<boolean> {
  if (context.wanted.backups?.copies.some(({ kind }) => kind === 'smb')) return true;
  return passOf(context).reading('copies to shares', async () => {
    const content = await context.transport.readFile(targetsFile, { asRoot: true });
    return content !== undefined && /"kind": *"smb"/.test(Buffer.from(content).toString('utf8'));
  });
}

export function repositoryOf({ bundle }: StepContext) {
  return { packages: `${bundle.path}/packages`, work: `${bundle.path}/apt` };
}
