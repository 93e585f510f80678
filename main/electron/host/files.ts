import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import type { Electron } from '../electron.ts';
import type { ShellWords } from '../words/en.ts';

export type PickPurpose = keyof ShellWords['pick'];
export type SaveRequest = { readonly suggestedName: string; readonly data: string | Uint8Array };

type Dialogs = Pick<Electron, 'dialog'> & { readonly words: ShellWords };

/** The path that the person chose; undefined when they changed their mind. */
export async function pickFile(
  { dialog, words }: Dialogs,
  window: BrowserWindow,
  purpose: PickPurpose,
): Promise<string | undefined> {
  const options: OpenDialogOptions = {
    title: words.pick[purpose],
    properties: purpose === 'bundle' ? ['openDirectory'] : ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
    // A private key has any name or none: no filter there.
    ...(purpose === 'answers' ? { filters: [{ name: words.answersFiles, extensions: ['yaml', 'yml', 'json'] }] } : {}),
  };
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options);
  return canceled ? undefined : filePaths[0];
}

/** Where it was saved; undefined when the person changed their mind. Rejects when the place cannot be written to. */
export async function saveFile(
  { dialog, words }: Dialogs,
  window: BrowserWindow,
  { suggestedName, data }: SaveRequest,
): Promise<string | undefined> {
  const name = safeName(suggestedName);
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title: words.save, defaultPath: name });
  if (canceled || filePath === '') return undefined;
  // The system asked before an existing file is replaced; a full disk must not leave half of it.
  const beside = `${filePath}.${process.pid}.part`;
  try {
    await writeFile(beside, data, { mode: 0o600 });
    await rename(beside, filePath);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return filePath;
}

/** A name that every system takes, and no path. */
function safeName(suggested: string): string {
  const name = basename(suggested.replaceAll('\\', '/')).replaceAll(/[^\p{L}\p{N}._ -]/gu, '-');
  const bounded = name.replace(/^[. ]+/, '').slice(-120).trim();
  return bounded === '' ? 'teachtrack' : bounded;
}
