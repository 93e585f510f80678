import { chmodSync } from 'node:fs';
import type { Server } from 'node:http';
import { buildApp } from '../app.ts';
import { readCredentials, readSettings } from '../config.ts';
import { createLog } from '../log.ts';
import { closeServices, openServices } from '../open-services.ts';
import { drain } from './drain.ts';
import { signEveryMs } from './timing.ts';

/** First socket passed by the service manager. */
const passedSocket = 3;

/** A serving process: listens on the socket that systemd passed to the instance, or else on the one of the settings. */
export async function serve(): Promise<void> {
  const settings = readSettings();
  const log = createLog('api');
  process.on('unhandledRejection', (error) => fatal(log, error));
  process.on('uncaughtException', (error) => fatal(log, error));
  const services = openServices(settings, readCredentials(), log);
  const app = await buildApp(services);
  const server = app.server as Server;
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 20_000;
  server.requestTimeout = 120_000;

  if (Number(process.env['LISTEN_FDS'] ?? 0) > 0) await listen(server, { fd: passedSocket });
  else if (settings.api.socketPath !== undefined) await listenOnPath(server, settings.api.socketPath);
  else throw new Error('no socket was passed (LISTEN_FDS) and the settings name none (api.socketPath)');
  log.info('serving');

  const sign = () => process.send?.('alive');
  sign();
  setInterval(sign, signEveryMs);

  let draining = false;
  process.on('SIGTERM', async () => {
    if (draining) return;
    draining = true;
    await drain(app, server);
    await closeServices(services);
    process.exit(0);
  });
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}

function listen(server: Server, where: { fd: number } | { path: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function listenOnPath(server: Server, path: string): Promise<void> {
  await listen(server, { path });
  chmodSync(path, 0o660);
}

function fatal(log: ReturnType<typeof createLog>, error: unknown): never {
  log.fatal({ err: error }, 'giving up this process');
  process.exit(1);
}
