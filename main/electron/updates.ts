import type { BrowserWindow } from 'electron';
import type { Electron } from './electron.ts';
import type { ShellWords } from './words/en.ts';

/** Later versions at one place, which the packed program names. */
export type Updater = {
  /** Host of that place, for the question. */
  readonly from: string;
  /** The newer version that lies there. */
  readonly look: () => Promise<string | undefined>;
  readonly fetch: () => Promise<void>;
  /** Ends the program and installs what was fetched. */
  readonly install: () => void;
};

export type UpdateOptions = Pick<Electron, 'dialog'> & {
  readonly updater: Updater;
  readonly words: ShellWords;
  readonly window: BrowserWindow;
  readonly log: (what: string, thrown: unknown) => void;
};

/** Looks, fetches and installs, each only after a person has said yes: nothing goes to the internet by itself. */
export async function offerUpdate({ dialog, updater, words, window, log }: UpdateOptions): Promise<void> {
  const own = words.updates;
  const agrees = async (message: string, yes: string) => {
    const buttons = [own.notNow, yes];
    const options = { type: 'question', message, buttons, defaultId: 0, cancelId: 0, noLink: true } as const;
    return (await dialog.showMessageBox(window, options)).response === 1;
  };
  if (!(await agrees(own.mayLook(updater.from), own.look))) return;
  try {
    const version = await updater.look();
    if (version === undefined) {
      await dialog.showMessageBox(window, { type: 'info', message: own.none, buttons: [own.fine] });
      return;
    }
    if (!(await agrees(own.mayFetch(version), own.fetch))) return;
    await updater.fetch();
    if (await agrees(own.mayInstall(version), own.install)) updater.install();
  } catch (error) {
    log('looking for a newer version failed:', error);
    await dialog.showMessageBox(window, { type: 'warning', message: own.failed(updater.from), buttons: [own.fine] });
  }
}
