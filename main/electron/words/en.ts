/** Every word that the shell itself shows; the page has its own. */
export const en = {
  productName: 'TeachTrack Installer',
  pick: {
    'private-key': 'Choose a private key',
    answers: 'Choose an answers file',
    bundle: 'Choose the folder of the bundle',
  },
  answersFiles: 'Answers',
  save: 'Save',
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
    about: 'About TeachTrack Installer',
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
