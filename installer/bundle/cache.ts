import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** So many keys of a name are kept: those of a branch and of the one left for it. */
const keptKeys = 3;

/**
 * Gives `<name>-<key>` from the folder, or makes and keeps it. A kept file carries its own sha256 in its name and is
 * made anew when it no longer has that content. The oldest keys of the same name are removed.
 */
export async function cached(
  folder: string,
  { name, key }: { readonly name: string; readonly key: string },
  make: () => Promise<Buffer>,
): Promise<Buffer> {
  await mkdir(folder, { recursive: true });
  const found = (await readdir(folder)).find((file) => file.startsWith(`${name}-${key}-`));
  if (found !== undefined) {
    const data = await readFile(join(folder, found));
    if (found.endsWith(`-${sha256(data)}`)) return data;
    await rm(join(folder, found), { force: true });
  }
  const made = await make();
  const path = join(folder, `${name}-${key}-${sha256(made)}`);
  const fresh = join(folder, `.${randomUUID()}`);
  await writeFile(fresh, made);
  await rename(fresh, path);
  await removeOldest(folder, name);
  return made;
}

async function removeOldest(folder: string, name: string): Promise<void> {
  const names = (await readdir(folder)).filter((file) => file.startsWith(`${name}-`));
  const aged = await Promise.all(
    names.map(async (file) => ({
      file,
      mtimeMs: (await stat(join(folder, file)).catch(() => undefined))?.mtimeMs ?? 0,
    })),
  );
  aged.sort((a, b) => b.mtimeMs - a.mtimeMs);
  for (const { file } of aged.slice(keptKeys)) await rm(join(folder, file), { force: true });
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
