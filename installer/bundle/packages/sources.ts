import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProvisionError } from '../../../provision/model/error.ts';

/** A source of Debian packages of one suite. `signedBy` is a keyring's path or a key; absent: apt's own keys. */
export type AptSource = { readonly uri: string; readonly suites: readonly string[]; readonly signedBy?: string };

/**
 * Where this machine gets Debian from, for another suite: the same addresses and keys. Only the suite itself, its
 * updates and its security updates are taken; components other than main and options that weaken checks are not.
 */
export function sourcesFor(suite: string, own: string, texts: readonly string[]): AptSource[] {
  // What is never released is updated in place.
  const endings = suite === 'sid' ? [''] : ['', '-updates', '-security'];
  const wanted = new Map(endings.map((ending) => [`${own}${ending}`, `${suite}${ending}`]));
  return texts
    .flatMap((text) => (/^\s*Types\s*:/im.test(text) ? paragraphs(text) : lines(text)))
    .map((source) => ({ ...source, suites: source.suites.flatMap((name) => wanted.get(name) ?? []) }))
    .filter(({ suites }) => suites.length > 0);
}

/** The one-line form: `deb [signed-by=/path] uri suite main`, see sources.list(5). */
function lines(text: string): AptSource[] {
  return text.split('\n').flatMap((line) => {
    const found = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+(.*)$/.exec(line);
    const [, options = '', uri = '', suite = '', components = ''] = found ?? [];
    if (found === null || !components.split(/\s+/).includes('main')) return [];
    const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1];
    return [{ uri, suites: [suite], ...(signedBy === undefined ? {} : { signedBy }) }];
  });
}

/** The deb822 form: paragraphs of fields. */
function paragraphs(text: string): AptSource[] {
  const bare = text.replace(/^#.*\n?/gm, '');
  return bare.split(/\n\s*\n/).flatMap((paragraph) => {
    const field = (name: string) =>
      new RegExp(`^${name}[ \\t]*:[ \\t]*(.*(?:\\n[ \\t].*)*)`, 'im').exec(paragraph)?.[1]?.trim();
    const list = (name: string) => (field(name) ?? '').split(/\s+/).filter((word) => word !== '');
    const isOn = list('Types').includes('deb') && list('Components').includes('main');
    if (!isOn || field('Enabled')?.toLowerCase() === 'no') return [];
    const signedBy = field('Signed-By');
    return list('URIs').map((uri) => ({
      uri,
      suites: list('Suites'),
      ...(signedBy === undefined ? {} : { signedBy }),
    }));
  });
}

/** The deb822 text for apt. */
export function sourcesText(sources: readonly AptSource[]): string {
  return sources
    .map(({ uri, suites, signedBy }) =>
      [
        'Types: deb',
        `URIs: ${uri}`,
        `Suites: ${suites.join(' ')}`,
        'Components: main',
        ...(signedBy === undefined ? [] : [`Signed-By: ${signedBy}`]),
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** Reads this machine's own sources. Rejects with TT-FILE-03 when it gets no Debian packages from anywhere. */
export async function readSources(suite: string, etc = '/etc'): Promise<AptSource[]> {
  const release = await readFile(join(etc, 'os-release'), 'utf8').catch(() => '');
  const own = /^VERSION_CODENAME="?([a-z]+)/m.exec(release)?.[1] ?? 'stable';
  const folder = join(etc, 'apt/sources.list.d');
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.(list|sources)$/.test(name)).sort();
  const paths = [join(etc, 'apt/sources.list'), ...names.map((name) => join(folder, name))];
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
  const sources = sourcesFor(suite, own, texts);
  if (sources.some(({ suites }) => suites.includes(suite))) return sources;
  throw new ProvisionError({
    code: 'TT-FILE-03',
    message: `The sources of packages in ${join(etc, 'apt')} have none for Debian ${own}, so none for ${suite} can be derived.`,
  });
}
