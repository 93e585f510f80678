import type { MenuItemConstructorOptions } from 'electron';
import type { ShellWords } from './words/en.ts';

export type MenuActions = {
  readonly showLog: () => void;
  readonly about: () => void;
  /** Undefined where the program knows no place for later versions. */
  readonly update: (() => void) | undefined;
};

/** The menu as each system's people know it. No developer tools and nothing that leaves the page. */
export function menuTemplate(
  platform: NodeJS.Platform,
  words: ShellWords,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const { menu } = words;
  const isMac = platform === 'darwin';
  const about: MenuItemConstructorOptions = { label: menu.about, click: actions.about };
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const appMenu: MenuItemConstructorOptions = {
    label: words.productName,
    submenu: [
      about,
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo' },
    { role: 'redo' },
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ];
  const view: MenuItemConstructorOptions[] = [
    { label: menu.reload, role: 'reload' },
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
  ];
  const macWindow: MenuItemConstructorOptions = {
    label: menu.window,
    submenu: [{ role: 'minimize' }, { role: 'zoom' }, separator, { role: 'front' }],
  };
  const help: MenuItemConstructorOptions[] = [
    ...(actions.update === undefined ? [] : [{ label: menu.update, click: actions.update }]),
    { label: menu.showLog, click: actions.showLog },
    ...(isMac ? [] : [separator, about]),
  ];
  return [
    ...(isMac ? [appMenu] : []),
    { label: menu.file, submenu: [isMac ? { role: 'close' } : { label: menu.quit, role: 'quit' }] },
    { label: menu.edit, submenu: edit },
    { label: menu.view, submenu: view },
    ...(isMac ? [macWindow] : []),
    { label: menu.help, role: 'help', submenu: help },
  ];
}
