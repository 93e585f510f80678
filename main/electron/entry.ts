import { join } from 'node:path';
import * as electron from 'electron';
import { createSession } from '../../installer/session/session.ts';
import { agentPlace } from '../../installer/session/values.ts';
import { start } from './start.ts';
import { readUpdater } from './update-feed.ts';
import { en } from './words/en.ts';

const updater = readUpdater(process.resourcesPath);

/** The desktop app's main process. Everything lies beside this program inside the packed archive, the bundle outside it. */
void start({
  electron,
  pages: join(import.meta.dirname, 'renderer'),
  preload: join(import.meta.dirname, 'preload.cjs'),
  createSession: (host) => createSession({ host, program: process.resourcesPath }),
  hasAgent: agentPlace(process) !== undefined,
  ...(updater === undefined ? {} : { updater }),
  words: en,
  platform: process.platform,
  argv: process.argv,
  program: process,
});
