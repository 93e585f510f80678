import { ProvisionError } from '../../model/error.ts';
import { lastLines, linesOf, must, type Ops, run, script } from '../command.ts';
import { dependsOf, type Package } from './index.ts';

/** `state` is dpkg's three letters: `ii ` installed, `rc ` configuration left, `iU ` unpacked, `iF ` half-configured. */
export type Installed = Package & { readonly state: string };

// biome-ignore lint/suspicious/noTemplateCurlyInString: placeholders of dpkg-query
const format = '${Package}\\t${Version}\\t${db:Status-Abbrev}\\t${Pre-Depends},${Depends}\\t${Provides}\\n';

/** Every package dpkg knows of. */
export async function dpkgPackages(ops: Ops): Promise<readonly Installed[]> {
  const { stdout } = await must(ops, ['dpkg-query', '-W', `-f=${format}`], {
    what: 'Listing the installed packages',
    code: 'TT-APT-02',
  });
  return linesOf(stdout).map((line) => {
    const [name = '', version = '', state = '', depends = '', provides = ''] = line.split('\t');
    return { name, version, state, depends: dependsOf(depends), provides: dependsOf(provides).flat() };
  });
}

export function isInstalled({ state }: Installed): boolean {
  return state.startsWith('ii') || state.startsWith('hi');
}

/** Left in the middle by an interrupted run or a failed script: neither whole nor gone. */
export function isBroken({ state }: Installed): boolean {
  return /^.[UFHWt]/.test(state) || state[2] === 'R';
}

const unpack = `folder=$1; shift; for package; do
  for file in "$folder/\${package%%=*}"_*.deb; do
    [ -e "$file" ] || continue
    [ "$(dpkg-deb --field "$file" Version)" = "\${package#*=}" ] && set -- "$@" "$file"
  done
  shift
done
[ $# = 0 ] || exec dpkg --force-confdef --force-confold --unpack "$@"`;

/**
 * Unpacks once more what a power cut left half unpacked, when the local repository has that very version: dpkg can bring
 * such a package to its end only with its archive. Others stay for `finishInterrupted` to name.
 */
export async function unpackAgain(ops: Ops, folder: string, aptEnv: Readonly<Record<string, string>>): Promise<void> {
  const half = (await dpkgPackages(ops)).filter(({ state }) => state[1] === 'H' || state[2] === 'R');
  if (half.length === 0) return;
  ops.say(`Unpacking again what was cut off: ${half.map(({ name }) => name).join(', ')}.`);
  const versions = half.map(({ name, version }) => `${name}=${version}`);
  await run(ops, script(unpack, folder, ...versions), { env: aptEnv, timeoutMs: 300_000 });
}

/**
 * Brings what an interrupted run left in the middle to its end. Rejects with TT-APT-02, naming the packages, when that
 * does not work: then somebody's own package is broken, and nothing of ours was changed. Packages that `repairable` knows
 * may stay unconfigured: they wait for others that apt is about to install beside them.
 */
export async function finishInterrupted(
  ops: Ops,
  aptEnv: Readonly<Record<string, string>>,
  repairable: (found: Package) => boolean = () => false,
): Promise<void> {
  const broken = (await dpkgPackages(ops)).filter(isBroken);
  if (broken.length === 0 && (await run(ops, ['dpkg', '--audit'])).stdout.trim() === '') return;
  ops.say(
    `Finishing an interrupted package installation: ${broken.map(({ name }) => name).join(', ') || 'dpkg asks for it'}.`,
  );
  const result = await run(ops, ['dpkg', '--force-confdef', '--force-confold', '--configure', '-a'], {
    env: aptEnv,
    timeoutMs: 900_000,
  });
  const unfinished = (await dpkgPackages(ops)).filter(isBroken);
  const left = unfinished.filter((one) => !repairable(one));
  if (left.length === 0 && (result.exitCode === 0 || unfinished.length > 0)) return;
  const named = left.map(({ name, version }) => `${name} ${version}`).join(', ');
  throw new ProvisionError({
    code: 'TT-APT-02',
    message: `The package manager is broken by ${named || 'an earlier run'}: it has to be repaired before anything can be installed.`,
    evidence: lastLines(`${result.stdout}\n${result.stderr}`, 8),
  });
}

/**
 * Takes away packages that are neither whole nor gone, which apt refuses to touch. Others may need them for the moment:
 * those go next. Rejects with TT-APT-02.
 */
export async function dpkgRemove(ops: Ops, names: readonly string[], how: 'remove' | 'purge'): Promise<void> {
  if (names.length === 0) return;
  const forced = ['--force-depends', '--force-remove-reinstreq'];
  await must(ops, ['dpkg', ...forced, `--${how}`, ...names], {
    what: `Taking away what was left half installed (${names.join(', ')})`,
    code: 'TT-APT-02',
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: 600_000,
  });
}
