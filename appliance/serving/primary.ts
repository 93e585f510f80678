import cluster, { type Worker } from 'node:cluster';
import { readFileSync, rmSync } from 'node:fs';
import { manifest } from '../manifest.ts';
import { drainMs, silenceMs, startMs } from './timing.ts';

type Minded = { lastSign: number; serving: boolean; readonly startedAt: number };

/**
 * Starts the serving processes, replaces one that dies and kills one whose event loop gives no sign of life. Imports
 * nothing but Node, so that it stays small and has nothing to fail with.
 */
export function mindServingProcesses(): void {
  const { processes: wanted, socketPath } = apiSettings();
  // Left by a process that was killed; a socket passed by the service manager is never touched.
  if (process.env['LISTEN_FDS'] === undefined && socketPath !== undefined) rmSync(socketPath, { force: true });
  const minded = new Map<Worker, Minded>();
  let stopping = false;
  let quickDeaths = 0;

  const start = () => {
    if (stopping) return;
    const worker = cluster.fork();
    minded.set(worker, { lastSign: Date.now(), serving: false, startedAt: Date.now() });
    worker.on('error', () => undefined);
  };

  cluster.on('message', (worker) => {
    const state = minded.get(worker);
    if (state === undefined) return;
    state.lastSign = Date.now();
    state.serving = true;
  });

  cluster.on('exit', (worker, code, signal) => {
    const state = minded.get(worker);
    minded.delete(worker);
    if (stopping) {
      if (minded.size === 0) process.exit(0);
      return;
    }
    const quick = state === undefined || Date.now() - state.startedAt < 5_000;
    quickDeaths = quick ? quickDeaths + 1 : 0;
    log('a serving process ended; starting another', { child: worker.process.pid, code, signal, quickDeaths });
    // So often in a row is a fault of configuration: let the service manager see it.
    if (quickDeaths >= 10) return stop(1);
    setTimeout(start, quick ? Math.min(5_000, 250 * 2 ** quickDeaths) : 0);
  });

  const watch = setInterval(() => {
    for (const [worker, state] of minded) {
      const silent = Date.now() - state.lastSign;
      if (silent < (state.serving ? silenceMs : startMs)) continue;
      log('a serving process gives no sign of life; killing it', { child: worker.process.pid, silentMs: silent });
      worker.process.kill('SIGKILL');
    }
  }, 1_000);

  const stop = (exitCode: number) => {
    if (stopping) return;
    stopping = true;
    clearInterval(watch);
    process.exitCode = exitCode;
    if (minded.size === 0) process.exit();
    for (const worker of minded.keys()) worker.process.kill('SIGTERM');
    setTimeout(() => {
      for (const worker of minded.keys()) worker.process.kill('SIGKILL');
    }, drainMs + 1_000);
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));

  for (let count = 0; count < wanted; count++) start();
}

type ApiSettings = { readonly processes: number; readonly socketPath: string | undefined };

function apiSettings(): ApiSettings {
  const path = process.env[manifest.settingsVariable];
  if (path === undefined) throw new Error(`${manifest.settingsVariable} is not set: no settings file to read`);
  const { api } = JSON.parse(readFileSync(path, 'utf8')) as { api?: { processes?: unknown; socketPath?: unknown } };
  const processes = Number(api?.processes);
  if (!Number.isInteger(processes) || processes < 1)
    throw new Error(`api.processes in ${path} is not a number of processes`);
  return { processes, socketPath: typeof api?.socketPath === 'string' ? api.socketPath : undefined };
}

function log(msg: string, facts: Record<string, unknown>): void {
  process.stdout.write(
    `${JSON.stringify({ level: 40, time: Date.now(), pid: process.pid, name: 'api', msg, ...facts })}\n`,
  );
}
