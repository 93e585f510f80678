import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export type Import = {
  /** Importing file, from the project's root. */
  readonly from: string;
  readonly line: number;
  /** Imported file from the project's root, or the bare name (`node:fs`, `zod`). */
  readonly to: string;
  readonly bare: boolean;
  readonly typeOnly: boolean;
};

const pattern = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/;
const dynamic = /(?<!typeof )\bimport\(\s*['"]([^'"]+)['"]\s*\)/;

export function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

export function importsOf(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replace(
    /^(\s*(?:import|export)\s[^'";]*?)\n([^;]*?from\s+['"][^'"]+['"])/gm,
    (statement) => statement.replace(/\s*\n\s*/g, ' '),
  );
  return text.split('\n').flatMap((source, index) => {
    const found = pattern.exec(source);
    const specifier = found?.[2] ?? dynamic.exec(source)?.[1];
    if (specifier === undefined) return [];
    const bare = !specifier.startsWith('.');
    const to = bare ? specifier : relative(root, resolve(root, dirname(file), specifier));
    return [{ from: file, line: index + 1, to, bare, typeOnly: found?.[1] !== undefined }];
  });
}
