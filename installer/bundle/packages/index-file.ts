import { ProvisionError } from '../../../provision/model/error.ts';
import type { Fetched } from './apt.ts';

/** A package of the repository: `file` is its name there, `paragraph` its entry of the index. */
export type RepositoryPackage = {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly paragraph: string;
};

/** Fields that apt needs to resolve and fetch, and those that a person reads. */
const kept =
  /^(Package|Source|Version|Architecture|Multi-Arch|Essential|Protected|Priority|Section|Installed-Size|Maintainer|Provides|Pre-Depends|Depends|Conflicts|Breaks|Replaces|Enhances|Recommends|Suggests|Description|Size|SHA256)$/;

/** Picks each fetched file's paragraph out of `apt-cache show`, by its digest, and lets it point into a flat folder. */
export function repositoryPackages(shown: string, fetched: readonly Fetched[]): RepositoryPackage[] {
  const paragraphs = new Map<string, ReadonlyMap<string, string>>();
  for (const text of shown.split(/\n\n+/)) {
    const fields = fieldsOf(text);
    const digest = fields.get('SHA256');
    if (digest !== undefined) paragraphs.set(digest, fields);
  }
  return fetched
    .map(({ file, bytes, sha256 }) => {
      const fields = paragraphs.get(sha256);
      if (fields === undefined)
        throw new ProvisionError({ code: 'TT-BUG-01', message: `apt would fetch ${file} but does not describe it.` });
      const name = fields.get('Package') ?? '';
      const version = fields.get('Version') ?? '';
      const plain = `${name}_${version.replace(/^\d+:/, '')}_${fields.get('Architecture') ?? ''}.deb`;
      const lines = [...fields].filter(([field]) => kept.test(field)).map(([field, value]) => `${field}: ${value}`);
      return { name, version, file: plain, bytes, sha256, paragraph: [...lines, `Filename: ./${plain}`].join('\n') };
    })
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

function fieldsOf(paragraph: string): Map<string, string> {
  const joined = paragraph.replace(/\n[ \t]+/g, ' ');
  return new Map(
    joined.split('\n').flatMap((line) => {
      const at = line.indexOf(': ');
      return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 2)] as const];
    }),
  );
}
