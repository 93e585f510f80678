import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

export type Page = {
  readonly type: string;
  readonly bytes: Buffer;
  /** Compressed once, where that is shorter. */
  readonly gzip: Buffer | undefined;
};

/** What is served, by its address such as `/assets/main-4f2a.js`: nothing else is, whatever the address. */
export type Pages = ReadonlyMap<string, Page>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

/** Reads a built GUI into memory; files of unknown kinds are left out. */
export async function readPages(folder: string): Promise<Pages> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && types[extname(entry.name)] !== undefined);
  const pages = await Promise.all(
    files.map(async (entry): Promise<[string, Page]> => {
      const path = join(entry.parentPath, entry.name);
      const bytes = await readFile(path);
      const type = types[extname(entry.name)] ?? '';
      return [`/${relative(folder, path).split(sep).join('/')}`, { type, bytes, gzip: shorter(type, bytes) }];
    }),
  );
  const all = new Map(pages);
  const index = all.get('/index.html');
  if (index !== undefined) all.set('/', index);
  return all;
}

function shorter(type: string, bytes: Buffer): Buffer | undefined {
  if (!/text|json|svg/.test(type) || bytes.length < 1024) return undefined;
  const packed = gzipSync(bytes);
  return packed.length < bytes.length * 0.9 ? packed : undefined;
}
