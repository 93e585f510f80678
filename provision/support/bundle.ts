import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ProvisionError } from '../model/error.ts';
import { must, type Ops } from '../ops/command.ts';
import { sha256 } from '../ops/file.ts';
import type { SupportEntry } from './entries.ts';
import type { Masked, Redaction } from './redaction.ts';

export type SupportFile = {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** How many places were masked, by kind. */
  readonly masked: Masked;
};

/** What lies in a support bundle: shown before it is saved, and in it as `manifest.json`. */
export type SupportManifest = {
  readonly format: 1;
  readonly at: string;
  readonly version: string;
  readonly files: readonly SupportFile[];
  readonly masked: Masked;
  /** What could not be had, and what a person should know before handing it on. */
  readonly notes: readonly string[];
};

export type Prepared = {
  readonly manifest: SupportManifest;
  readonly texts: ReadonlyMap<string, string>;
};

/**
 * Reads every entry and masks it. What cannot be read is a note, not a failure: a sick server needs support most.
 * Rejects with TT-BUG-01, naming the file, when a known secret is still found in what would leave the server.
 */
export async function prepare(
  entries: readonly SupportEntry[],
  redaction: Redaction,
  about: { readonly version: string; readonly notes: readonly string[] },
): Promise<Prepared> {
  const files: SupportFile[] = [];
  const notes = [...about.notes];
  const texts = new Map<string, string>();
  for (const { path, read } of entries) {
    const raw = await read().catch((thrown: unknown) => {
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      notes.push(redaction.text(`${path} is missing: ${why}`).text);
    });
    if (raw === undefined || raw === '') continue;
    const { text, masked } = redaction.text(raw);
    if (redaction.leaks(text))
      throw new ProvisionError({ code: 'TT-BUG-01', message: `A secret would be left in ${path}: nothing was saved.` });
    texts.set(path, text);
    files.push({ path, bytes: Buffer.byteLength(text), sha256: sha256(text), masked });
  }
  const masked = sumOf(files);
  const at = new Date().toISOString();
  const manifest: SupportManifest = { format: 1, at, version: about.version, files, masked, notes };
  return { manifest, texts };
}

function sumOf(files: readonly SupportFile[]): Masked {
  const sum: Record<string, number> = {};
  for (const { masked } of files)
    for (const [kind, count] of Object.entries(masked)) sum[kind] = (sum[kind] ?? 0) + count;
  return sum;
}

/** Writes the archive (tar.gz, 0600) as a whole or not at all. */
export async function save(ops: Ops, { manifest, texts }: Prepared, path: string): Promise<void> {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const work = mkdtempSync(join(folder, '.teachtrack-support-'));
  try {
    const root = join(work, 'teachtrack-support');
    const all = new Map([...texts, ['manifest.json', `${JSON.stringify(manifest, null, 1)}\n`]]);
    for (const [name, text] of all) {
      mkdirSync(dirname(join(root, name)), { recursive: true, mode: 0o700 });
      writeFileSync(join(root, name), text, { mode: 0o600 });
    }
    const archive = join(work, 'archive');
    writeFileSync(archive, '', { mode: 0o600 });
    const argv = [
      'tar',
      '--sort=name',
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '-czf',
      archive,
      '-C',
      work,
    ] as const;
    await must(ops, [...argv, 'teachtrack-support'], { what: 'Packing the support bundle', code: 'TT-FILE-02' });
    renameSync(archive, path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
    throw new ProvisionError({ code: 'TT-FILE-01', message: `There is no space for the bundle in ${folder}.` });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
