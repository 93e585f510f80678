import { readdir, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

type Licence = {
  readonly name: string;
  readonly version: string;
  readonly id: string;
  readonly texts: readonly string[];
};

/** The licences of all packages that modules came from, with their full texts, as one text sorted by name. */
export async function licencesText(root: string, modules: readonly string[]): Promise<string> {
  const folders = new Set(modules.flatMap((module) => packageFolder(isAbsolute(module) ? module : join(root, module))));
  const licences = await Promise.all([...folders].map(read));
  licences.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
  const parts = licences.map(({ name, version, id, texts }) => [`${name} ${version} (${id})`, ...texts].join('\n\n'));
  return `${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function packageFolder(path: string): string[] {
  const found = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path.replace(/^\0/, ''));
  return found === null ? [] : [found[0]];
}

async function read(folder: string): Promise<Licence> {
  const about: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const names = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = await Promise.all(names.map((file) => readFile(join(folder, file), 'utf8').catch(() => '')));
  return {
    name: field(about, 'name'),
    version: field(about, 'version'),
    id: field(about, 'license'),
    texts: texts.map((text) => text.trim()).filter((text) => text !== ''),
  };
}

function field(about: unknown, name: string): string {
  const value = typeof about === 'object' && about !== null ? Reflect.get(about, name) : undefined;
  return typeof value === 'string' ? value : 'not stated';
}
