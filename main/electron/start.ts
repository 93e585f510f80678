import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { deepLinkIn, linkScheme, parseDeepLink } from './deep-link.ts';
import { CrashLog } from './log/crash-log.ts';
import { scheme } from './protocol/address.ts';
import { Shell, type ShellOptions } from './shell.ts';
import { guardContents } from './window/guard.ts';

export type StartOptions = ShellOptions & {
  readonly argv: readonly string[];
  /** The process whose last faults are written down. */
  readonly program: Pick<NodeJS.EventEmitter, 'on'>;
};

/** Ways to look into the page or the process from outside. */
const debuggingSwitches = ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'js-flags'];
/** What Chromium would look up in the internet on its own. */
const quietSwitches = ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability'];

/** Starts the desktop app. Resolves when its window is open, or when another instance was told instead. */
export async function start(options: StartOptions): Promise<void> {
  const { electron, words, platform, argv, pages, program } = options;
  const { app } = electron;
  app.setName(words.productName);
  const userData = app.getPath('userData');
  const log = new CrashLog({ file: join(userData, 'logs', 'shell.log'), home: homedir() });
  if (app.isPackaged && debuggingSwitches.some((name) => app.commandLine.hasSwitch(name))) return app.exit(2);
  if (!app.requestSingleInstanceLock()) return app.quit();

  const shell = new Shell(options, log);
  shell.catchFaults(program);
  electron.protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
  app.enableSandbox();
  for (const name of quietSwitches) app.commandLine.appendSwitch(name);
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  const first = deepLinkIn(argv);
  if (first !== undefined) shell.attach(first);
  app.on('second-instance', (_event, otherArgv) => shell.show(deepLinkIn(otherArgv)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    shell.show(parseDeepLink(url));
  });
  app.on('web-contents-created', (_event, contents) => guardContents(contents, shell.refused));
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit();
  });
  app.on('activate', () => shell.show());

  await app.whenReady();
  if (!existsSync(join(pages, 'index.html'))) {
    electron.dialog.showErrorBox(words.pageMissing.title, words.pageMissing.text);
    return app.exit(1);
  }
  shell.open();
}
