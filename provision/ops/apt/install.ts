import { ProvisionError } from '../../model/error.ts';
import type { Argv } from '../../model/transport.ts';
import { lastLines, must, type Ops, run, script } from '../command.ts';
import { dpkgPackages, finishInterrupted, isBroken, unpackAgain } from './dpkg.ts';
import { type Package, parseIndex } from './index.ts';
import { waitForLocks } from './lock.ts';
import { keepsRunning } from './masks.ts';

/** A local repository, and a folder of ours for apt's own lists, so that nothing in `/etc/apt` is touched or asked. */
export type LocalRepository = { readonly packages: string; readonly work: string };

const aptEnv = {
  ...keepsRunning,
  DEBIAN_FRONTEND: 'noninteractive',
  DEBIAN_PRIORITY: 'critical',
  APT_LISTCHANGES_FRONTEND: 'none',
  NEEDRESTART_SUSPEND: '1',
  UCF_FORCE_CONFFOLD: '1',
};

const dpkgOptions = [
  '-o',
  'Dpkg::Options::=--force-confdef',
  '-o',
  'Dpkg::Options::=--force-confold',
  '-o',
  'DPkg::Lock::Timeout=60',
];

function aptGet({ work }: LocalRepository, ...args: readonly string[]): Argv {
  return [
    'apt-get',
    '-y',
    '-q',
    ...['-o', `Dir::Etc::sourcelist=${work}/sources.list`, '-o', `Dir::Etc::sourceparts=${work}/none`],
    ...['-o', 'Dir::Etc::preferences=/dev/null', '-o', `Dir::Etc::preferencesparts=${work}/none`],
    ...['-o', `Dir::State::lists=${work}/lists`, '-o', `Dir::Cache=${work}/cache`],
    ...['-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Languages=none', '-o', 'APT::Install-Recommends=false'],
    ...dpkgOptions,
    ...args,
  ];
}

/**
 * One transaction: waits for locks, finishes what was interrupted, installs; `during` is round all that changes packages.
 * Rejects with TT-APT-01, -02 or -03.
 */
export async function aptInstall(
  ops: Ops,
  repository: LocalRepository,
  names: readonly string[],
  during: (install: () => Promise<void>) => Promise<void> = (install) => install(),
): Promise<void> {
  await waitForLocks(ops);
  await prepare(ops, repository);
  await apt(ops, aptGet(repository, 'update'), 'Reading the list of packages');
  const isCutOff = (await dpkgPackages(ops)).some(isBroken);
  if (!isCutOff) await finishInterrupted(ops, aptEnv);
  await during(async () => {
    if (isCutOff) await complete(ops, repository);
    if (names.length > 0) await apt(ops, aptGet(repository, 'install', ...names), `Installing ${names.join(', ')}`);
  });
  await run(ops, ['rm', '-rf', '--', repository.work]);
}

async function complete(ops: Ops, repository: LocalRepository): Promise<void> {
  await unpackAgain(ops, repository.packages, aptEnv);
  await finishInterrupted(ops, aptEnv, await holds(ops, repository));
  // While packages lack what they need, apt takes no names; it never takes anything away for it.
  if ((await dpkgPackages(ops)).some(isBroken))
    await apt(ops, aptGet(repository, '--no-remove', '--fix-broken', 'install'), 'Completing what was cut off');
}

/** Whether the local repository has this very version of a package, and so all that it needs. */
async function holds(ops: Ops, { packages }: LocalRepository): Promise<(found: Package) => boolean> {
  const { stdout } = await must(ops, ['cat', '--', `${packages}/Packages`], {
    what: 'Reading the list of packages of the bundle',
    code: 'TT-APT-03',
  });
  const held = new Set(parseIndex(stdout).map(({ name, version }) => `${name}=${version}`));
  return ({ name, version }) => held.has(`${name}=${version}`);
}

/**
 * Waits for the locks and brings to its end what was interrupted; what `mayStay` knows may stay as it is. Rejects with
 * TT-APT-01 or -02.
 */
export async function settlePackages(ops: Ops, mayStay?: (found: Package) => boolean): Promise<void> {
  await waitForLocks(ops);
  await finishInterrupted(ops, aptEnv, mayStay);
}

/** `purge` also removes the packages' settings. Data of the database stays unless somebody removes its folder. */
export async function aptRemove(ops: Ops, names: readonly string[], how: 'remove' | 'purge'): Promise<void> {
  if (names.length === 0) return;
  await settlePackages(ops);
  await apt(ops, ['apt-get', '-y', '-q', ...dpkgOptions, how, ...names], `Removing ${names.length} packages`);
}

/**
 * Answers the question of Debian's database packages whether a purge takes the databases along: no. Says whether the
 * answer is known to be taken; when it is not, the packages must not be purged while data is to be kept.
 */
export async function keepDatabases(ops: Ops): Promise<boolean> {
  const question = 'mariadb-server/postrm_remove_databases';
  const set = await run(ops, ['debconf-set-selections'], {
    stdin: `mariadb-server ${question} boolean false\n`,
    env: aptEnv,
  });
  const { stdout } = await run(ops, ['debconf-show', 'mariadb-server'], { env: aptEnv });
  return set.exitCode === 0 && new RegExp(`${question}: false\\s*$`, 'm').test(stdout);
}

async function prepare(ops: Ops, { packages, work }: LocalRepository): Promise<void> {
  const make = `mkdir -p "$1/none" "$1/lists/partial" "$1/cache/archives/partial" &&
    printf 'deb [trusted=yes] file:%s ./\\n' "$2" > "$1/sources.list"`;
  await must(ops, script(make, work, packages), { what: 'Preparing the local package repository', code: 'TT-APT-03' });
}

async function apt(ops: Ops, argv: Argv, what: string): Promise<void> {
  const onLine = (line: string) => {
    if (/^(Setting up|Removing|Purging configuration files for) /.test(line)) ops.say(line);
  };
  const result = await run(ops, argv, { env: aptEnv, timeoutMs: 1_800_000, onLine });
  if (result.exitCode === 0) return;
  const said = `${result.stdout}\n${result.stderr}`;
  const isLock = /Could not get lock|Unable to acquire the dpkg frontend lock/.test(said);
  const isOlder = /unmet dependencies/.test(said);
  const isSpace = /No space left on device|enough free space/.test(said);
  const refused = scriptFailed(said);
  throw new ProvisionError({
    code: isLock ? 'TT-APT-01' : isSpace ? 'TT-FILE-01' : 'TT-APT-03',
    message: isOlder
      ? `${what} did not work: the packages of the bundle do not fit those of this server, which are newer or half upgraded. Finish its upgrades, or build a bundle with today's packages.`
      : refused.length > 0
        ? `${what} did not work: a script of ${refused.join(', ')} itself failed. “sudo dpkg --configure -a” on the server shows why; when the cause is gone, the same done again goes on there.`
        : `${what} did not work: apt-get ended with code ${result.exitCode}.`,
    evidence: lastLines(said),
  });
}

/** Packages whose own script ended badly: `dpkg: error processing package nginx (--configure):`. */
export function scriptFailed(said: string): readonly string[] {
  if (!/script subprocess (returned error|failed)/.test(said)) return [];
  return [
    ...new Set(
      [...said.matchAll(/^dpkg: error processing package (\S+?)(?::\w+)? \(--/gm)].map(([, name = '']) => name),
    ),
  ];
}
