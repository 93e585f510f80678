/** Every word that the shell itself shows; the page has its own. */
export const en = {
  productName: 'TeachTrack Installer',
  copyright: 'Copyright © 2026 The TeachTrack Appliance authors. MIT licence.',
  pick: {
    'private-key': 'Choose a private key',
    answers: 'Choose an answers file',
    bundle: 'Choose the folder of the bundle',
    backup: 'Choose a backup',
  },
  answersFiles: 'Answers',
  backupFiles: 'Backups of TeachTrack',
  save: 'Save',
  /** How a run ended, for a person who looks elsewhere. */
  ended: {
    done: { title: 'Done', body: (host: string) => `The run on ${host} is done.` },
    failed: {
      title: 'It stopped',
      body: (host: string) => `The run on ${host} stopped at a step. Open the window to see why and what to do.`,
    },
    cancelled: { title: 'Stopped as you asked', body: (host: string) => `The run on ${host} was stopped.` },
    gone: {
      title: 'It stopped before its end',
      body: (host: string) => `The run on ${host} ended in the middle. Open the window to go on with it.`,
    },
    lost: {
      title: 'Not in sight any more',
      body: (host: string) => `${host} cannot be reached. The run goes on there by itself.`,
    },
  },
  menu: {
    file: 'File',
    close: 'Close',
    quit: 'Quit',
    edit: 'Edit',
    view: 'View',
    reload: 'Reload',
    window: 'Window',
    help: 'Help',
    showLog: 'Show the log',
    update: 'Look for a newer version…',
    about: 'About TeachTrack Installer',
  },
  updates: {
    mayLook: (host: string) => `Look at ${host} for a newer version? Nothing but this program’s version is sent there.`,
    look: 'Look',
    mayFetch: (version: string) => `Version ${version} is there. Fetch it now?`,
    fetch: 'Fetch',
    mayInstall: (version: string) =>
      `Version ${version} is ready. The program closes and opens again; what runs on a server goes on.`,
    install: 'Install now',
    none: 'This is the newest version.',
    failed: (host: string) =>
      `The newer version could not be had from ${host}. Check this laptop’s way to the internet, then try again. Nothing was changed.`,
    notNow: 'Not now',
    fine: 'OK',
  },
  failed: {
    title: 'TeachTrack Installer has to close',
    text: (log: string) =>
      `Something happened that this program did not foresee. An installation that runs on a server goes on there by itself; open the program again to watch it.\n\nWhat happened was written to ${log}`,
  },
  pageFailed: {
    title: 'The window stopped working',
    text: 'It stopped several times within a minute. An installation that runs on a server goes on there by itself. Close the program and open it again.',
  },
  pageMissing: {
    title: 'TeachTrack Installer is damaged',
    text: 'A part of the program is missing. Install it again. Nothing was changed on any server.',
  },
};

export type ShellWords = typeof en;
