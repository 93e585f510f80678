import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { OpenDialogOptions } from 'electron';
import type { FilePurpose } from '../../../installer/session/host.ts';
import { ProvisionError } from '../../../installer/session/values.ts';
import type { Surroundings } from './surroundings.ts';

/** The path that the person chose; undefined when they changed their mind. */
export async function pickFile(around: Surroundings, purpose: FilePurpose): Promise<string | undefined> {
  const { words } = around;
  const options: OpenDialogOptions = {
    title: words.pick[purpose],
    properties: purpose === 'bundle' ? ['openDirectory'] : ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
    // A private key has any name: no filter there.
    ...(purpose === 'answers' ? { filters: [{ name: words.answersFiles, extensions: ['yaml', 'yml', 'json'] }] } : {}),
    ...(purpose === 'backup' ? { filters: [{ name: words.backupFiles, extensions: ['ttbackup'] }] } : {}),
  };
  const { canceled, filePaths } = await around.electron.dialog.showOpenDialog(around.window(), options);
  return canceled ? undefined : filePaths[0];
}

/** Where it was saved; undefined when the person changed their mind. Rejects with TT-FILE-01 or -02, leaving no part of it. */
export async function saveFile(
  around: Surroundings,
  { name, text }: { readonly name: string; readonly text: string | Uint8Array },
): Promise<string | undefined> {
  const { canceled, filePath } = await around.electron.dialog.showSaveDialog(around.window(), {
    title: around.words.save,
    defaultPath: safeName(name),
  });
  if (canceled || filePath === '') return undefined;
  // The system has asked before an existing file is replaced; a full disk must not leave half of the new one.
  const beside = `${filePath}.${process.pid}.part`;
  try {
    await writeFile(beside, text, { mode: 0o600 });
    await rename(beside, filePath);
    return filePath;
  } catch (cause) {
    await rm(beside, { force: true });
    const isFull = ['ENOSPC', 'EDQUOT'].includes((cause as NodeJS.ErrnoException).code ?? '');
    const message = isFull ? `There is no room for ${filePath}.` : `${filePath} cannot be written.`;
    throw new ProvisionError({ code: isFull ? 'TT-FILE-01' : 'TT-FILE-02', message, cause });
  }
}

/** A name that every system takes, and no path. */
function safeName(suggested: string): string {
  const name = basename(suggested.replaceAll('\\', '/')).replaceAll(/[^\p{L}\p{N}._ -]/gu, '-');
  const bounded = name
    .replace(/^[. ]+/, '')
    .slice(-120)
    .trim();
  return bounded === '' ? 'teachtrack' : bounded;
}
