import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { buildApp } from '../app.ts';
import { readCredentials, readSettings } from '../config.ts';
import { createLog } from '../log.ts';
import { closeServices, openServices } from '../open-services.ts';
import { finish, sayGoodbye } from './drain.ts';
import type { FromServing, ToServing } from './messages.ts';
import { drainMs, signEveryMs } from './timing.ts';

/** A serving process: answers on the connections that its primary hands to it, until that says goodbye or is gone. */
export async function serve(): Promise<void> {
  const settings = readSettings();
  const log = createLog('api');
  process.on('unhandledRejection', (error) => fatal(log, error));
  process.on('uncaughtException', (error) => fatal(log, error));
  const services = openServices(settings, readCredentials(), log);
  const app = await buildApp(services);
  const server = app.server as Server;
  server.keepAliveTimeout = 75_000;
  log.info('serving');

  const tell = (message: FromServing) => {
    if (process.connected) process.send?.(message);
  };
  const goodbye = once(() => sayGoodbye(app).then(() => tell('said-goodbye')));
  const end = once(async () => {
    await finish(app, Date.now() + drainMs);
    await closeServices(services);
    process.exit(0);
  });
  process.on('message', (message: ToServing, socket?: Socket) => {
    // Without one it was closed on its way here.
    if (message === 'connection' && socket !== undefined) server.emit('connection', socket);
    if (message === 'goodbye') void goodbye();
    if (message === 'finish') void end();
  });
  process.on('disconnect', () => void goodbye().then(end));
  process.on('SIGTERM', () => void goodbye().then(end));
  process.on('SIGINT', () => undefined);
  tell('alive');
  setInterval(() => tell('alive'), signEveryMs);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let begun: Promise<void> | undefined;
  return () => {
    begun ??= work();
    return begun;
  };
}

function fatal(log: ReturnType<typeof createLog>, error: unknown): never {
  log.fatal({ err: error }, 'giving up this process');
  process.exit(1);
}
