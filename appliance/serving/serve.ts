import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { buildApp } from '../app.ts';
import { readCredentials, readSettings } from '../config.ts';
import { createLog } from '../log.ts';
import { closeServices, openServices } from '../open-services.ts';
import { finish, sayGoodbye } from './drain.ts';
import type { FromServing, ToServing } from './messages.ts';
import { connectMs, drainMs, signEveryMs } from './timing.ts';

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
  // Whoever comes first would otherwise be told that the queue is away. One that really is away keeps nobody waiting.
  await Promise.race([Promise.all([services.queueRedis, services.cache].map(ready)), sleep(connectMs)]);
  log.info('serving');

  const tell = (message: FromServing) => {
    if (process.connected) process.send?.(message);
  };
  const goodbye = once(() => sayGoodbye(app).then(() => tell('said-goodbye')));
  const end = once(async () => {
    await finish(app, performance.now() + drainMs);
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

function ready(redis: Redis): Promise<void> {
  return new Promise((resolve) => (redis.status === 'ready' ? resolve() : redis.once('ready', () => resolve())));
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
