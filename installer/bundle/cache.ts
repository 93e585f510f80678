import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Gives `<name>-<key>` from the folder, or makes and keeps it. A kept file carries its own sha256 in its name and is
 * made anew when it no longer has that content. Older keys of the same name are removed.
 */
export async function cached(
  folder: string,
  { name, key }: { readonly name: string; readonly key: string },
  make: () => Promise<Buffer>,
): Promise<Buffer> {
  await mkdir(folder, { recursive: true });
  const kept = (await readdir(folder)).filter((file) => file.startsWith(`${name}-`));
  const found = kept.find((file) => file.startsWith(`${name}-${key}-`));
  if (found !== undefined) {
    const data = await readFile(join(folder, found));
    if (found.endsWith(`-${sha256(data)}`)) return data;
  }
  const made = await make();
  for (const file of kept) await rm(join(folder, file), { force: true });
  const path = join(folder, `${name}-${key}-${sha256(made)}`);
  await writeFile(`${path}.${process.pid}`, made);
  await rename(`${path}.${process.pid}`, path);
  return made;
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
