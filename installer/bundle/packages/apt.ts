import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ProvisionError } from '../../../provision/model/error.ts';
import type { AptSource } from './sources.ts';
import { sourcesText } from './sources.ts';

/** One package as apt would fetch it: `file` is its name in apt's archives, `sha256` from the verified index. */
export type Fetched = { readonly file: string; readonly bytes: number; readonly sha256: string };

/**
 * apt with folders of its own and nothing installed: of this machine it reads settings and changes nothing. Two builds
 * at the same time wait for each other.
 */
export type Apt = {
  readonly archives: string;
  /** Fetches the indexes and verifies them with the distribution's keys. */
  update(): Promise<void>;
  /** What `apt-get install` of these would fetch onto a machine that has nothing, without recommends. */
  closure(names: readonly string[]): Promise<readonly Fetched[]>;
  /** Fetches these into `archives`, each verified against the index; what lies there already is kept. */
  download(names: readonly string[]): Promise<void>;
  /** Index paragraphs of all versions of these packages. */
  show(names: readonly string[]): Promise<string>;
};

export async function openApt(folder: string, sources: readonly AptSource[], signal?: AbortSignal): Promise<Apt> {
  const archives = join(folder, 'cache/archives');
  await mkdir(join(archives, 'partial'), { recursive: true });
  await mkdir(join(folder, 'none/partial'), { recursive: true });
  await mkdir(join(folder, 'state/lists/partial'), { recursive: true });
  await mkdir(join(folder, 'sources'), { recursive: true });
  await writeFile(join(folder, 'sources/debian.sources'), sourcesText(sources));
  await writeFile(join(folder, 'state/status'), '');
  const options = Object.entries({
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': join(folder, 'state/status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': '/dev/null',
    'Dir::Etc::sourceparts': join(folder, 'sources'),
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'APT::Architecture': 'amd64',
    'APT::Architectures': 'amd64',
    'APT::Install-Recommends': 'false',
    'APT::Get::AllowUnauthenticated': 'false',
    'APT::Update::Error-Mode': 'any',
    'APT::Sandbox::User': 'root',
    'Acquire::AllowInsecureRepositories': 'false',
    'Acquire::ForceHash': 'SHA256',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Binary::apt-get::APT::Keep-Downloaded-Packages': 'true',
    'Debug::NoLocking': 'true',
  }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  // What was fetched before is left out of the list of addresses: an empty folder makes it whole.
  const nothingKept = ['-o', `Dir::Cache::archives=${join(folder, 'none')}`] as const;
  const run = (program: string, ...args: readonly string[]) =>
    execute('flock', [join(folder, 'lock'), program, ...options, ...args], signal);
  return {
    archives,
    update: async () => void (await run('apt-get', '-qq', 'update')),
    closure: async (names) =>
      parseUris(await run('apt-get', ...nothingKept, '-qq', '-y', '--print-uris', 'install', ...names)),
    download: async (names) => void (await run('apt-get', '-qq', '-y', '--download-only', 'install', ...names)),
    show: (names) => run('apt-cache', 'show', ...names),
  };
}

/** Lines of `'uri' file bytes SHA256:hex`. */
export function parseUris(text: string): Fetched[] {
  return text.split('\n').flatMap((line) => {
    const found = /^'[^']*' (\S+\.deb) (\d+) SHA256:([0-9a-f]{64})$/.exec(line.trim());
    return found === null ? [] : [{ file: found[1] ?? '', bytes: Number(found[2]), sha256: found[3] ?? '' }];
  });
}

async function execute(program: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 64 << 20,
      timeout: 600_000,
      ...(signal === undefined ? {} : { signal }),
    });
    return stdout;
  } catch (cause) {
    const said = typeof cause === 'object' && cause !== null ? String(Reflect.get(cause, 'stderr') ?? '') : '';
    throw new ProvisionError({
      code: 'TT-RUN-01',
      message: `apt could not do its part of the bundle (it needs a Debian machine with a mirror it reaches).`,
      evidence: said
        .split('\n')
        .filter((line) => line.trim() !== '')
        .slice(-6),
      cause,
    });
  }
}
