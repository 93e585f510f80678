import { type ChildProcess, fork } from 'node:child_process';
import type { Server, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { manifest } from '../manifest.ts';
import { parsedSettings, unusableSettings } from '../settings-file.ts';
import { openDoor } from './door.ts';
import { type FromServing, servingVariable, type ToServing } from './messages.ts';
import { Replaced } from './replaced.ts';
import { mostMiB, sizeMiB } from './size.ts';
import { tellSupervisor } from './supervised.ts';
import { drainMs, goodbyeMs, lateMs, quietMs, settleMs, silenceMs, startMs, watchEveryMs } from './timing.ts';

type Minded = {
  lastSign: number;
  serving: boolean;
  saidGoodbye: boolean;
  /** Another one takes its place: it goes as soon as that one serves. */
  leaving: boolean;
  /** Killed because its event loop gave no sign of life. */
  hung: boolean;
  readonly startedAt: number;
};

/**
 * Starts the serving processes and hands each new connection to one of them in turn, replaces one that dies or has grown
 * too large, and kills one whose event loop gives no sign of life. It accepts by itself, and not through `node:cluster`, so that no connection
 * is ever accepted that nobody takes: at the end it stops accepting first, and what comes later waits in the socket for
 * the next instance. Imports nothing but Node, so that it stays small and has nothing to fail with.
 */
export function mindServingProcesses(): void {
  const { processes: wanted, socketPath, maxHeapMiB } = apiSettings();
  const replaced = new Replaced();
  const tellNow = tellSupervisor(() => replaced.sentence());
  const minded = new Map<ChildProcess, Minded>();
  const waiting: Socket[] = [];
  let door: Server | undefined;
  let stopping = false;
  let quickDeaths = 0;
  let hasServed = false;
  let turn = 0;

  const tell = (child: ChildProcess, message: ToServing, socket?: Socket) => {
    if (!child.connected) return void socket?.destroy();
    child.send(message, socket, (error) => {
      if (error !== null) socket?.destroy();
    });
  };

  const hand = (socket: Socket) => {
    const serving = [...minded].filter(([child, { serving }]) => serving && child.connected);
    const quick = serving.filter(([, { leaving, lastSign }]) => !leaving && performance.now() - lastSign < quietMs);
    const chosen = quick.length > 0 ? quick : serving;
    turn += 1;
    const next = chosen[turn % Math.max(1, chosen.length)];
    if (next === undefined) waiting.push(socket);
    else tell(next[0], 'connection', socket);
  };

  const start = () => {
    if (stopping) return;
    const child = fork(process.argv[1] ?? '', { env: { ...process.env, [servingVariable]: 'yes' } });
    const now = performance.now();
    const state: Minded = {
      ...{ lastSign: now, startedAt: now },
      ...{ serving: false, saidGoodbye: false, leaving: false, hung: false },
    };
    minded.set(child, state);
    child.on('error', () => undefined);
    child.on('message', (message: FromServing) => {
      state.lastSign = performance.now();
      if (message === 'said-goodbye') {
        state.saidGoodbye = true;
        if (state.leaving) tell(child, 'finish');
      }
      if (state.serving) return;
      state.serving = true;
      hasServed = true;
      if (!stopping) for (const [one, { leaving }] of minded) if (leaving) tell(one, 'goodbye');
      // Nothing is accepted before somebody can serve it: until then it waits in the socket.
      if (!stopping) door ??= openDoor(socketPath, hand);
      for (const socket of waiting.splice(0)) hand(socket);
    });
    child.on('exit', (code, signal) => ended(child, state, { code, signal }));
  };

  const ended = (child: ChildProcess, { startedAt, leaving, hung }: Minded, how: Record<string, unknown>) => {
    minded.delete(child);
    // The one in its place was started when it was found too large.
    if (stopping || leaving) return;
    const end = how['signal'] === null ? `code ${how['code']}` : how['signal'];
    replaced.add(hung ? 'it had stopped answering' : `it ended by itself (${end})`);
    tellNow();
    const quick = performance.now() - startedAt < 5_000;
    quickDeaths = quick ? quickDeaths + 1 : 0;
    log('a serving process ended; starting another', { child: child.pid, ...how, quickDeaths });
    // So often in a row is a fault of configuration: let the service manager see it.
    if (quickDeaths >= (hasServed ? 10 : 4)) return void stop(1);
    setTimeout(start, quick ? Math.min(5_000, 250 * 2 ** quickDeaths) : 0);
  };

  let watchedAt = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    // It stood still itself: the signs that came meanwhile wait to be read, and are only after this.
    const stoodStill = now - watchedAt > watchEveryMs + lateMs;
    watchedAt = now;
    if (stoodStill) for (const state of minded.values()) state.lastSign = now;
    for (const [child, state] of minded) {
      const silent = Math.round(performance.now() - state.lastSign);
      if (silent < (state.serving ? silenceMs : startMs)) continue;
      log('a serving process gives no sign of life; killing it', { child: child.pid, silentMs: silent });
      state.hung = true;
      child.kill('SIGKILL');
    }
    replaceLargest();
  }, watchEveryMs);

  /** One at a time, so that there are never many more than the machine has room for. */
  const replaceLargest = () => {
    const all = [...minded.values()];
    if (stopping || all.some(({ serving, leaving }) => leaving || !serving)) return;
    const most = mostMiB(maxHeapMiB);
    const large = [...minded].find(
      ([child, { startedAt }]) => performance.now() - startedAt > settleMs && sizeMiB(child.pid ?? 0) > most,
    );
    if (large === undefined) return;
    const [child, state] = large;
    const sizeNow = Math.round(sizeMiB(child.pid ?? 0));
    log('a serving process has grown too large; replacing it', { child: child.pid, sizeMiB: sizeNow, mostMiB: most });
    replaced.add(`it had grown to ${sizeNow} MiB`);
    tellNow();
    state.leaving = true;
    start();
  };

  const stop = async (exitCode: number) => {
    if (stopping) return;
    stopping = true;
    for (const child of minded.keys()) tell(child, 'goodbye');
    const said = () => [...minded.values()].every(({ saidGoodbye, serving }) => saidGoodbye || !serving);
    for (const end = performance.now() + goodbyeMs + 500; !said() && performance.now() < end; ) await sleep(25);
    door?.close();
    for (const child of minded.keys()) tell(child, 'finish');
    for (const end = performance.now() + drainMs + 1_000; minded.size > 0 && performance.now() < end; ) await sleep(25);
    clearInterval(watch);
    for (const child of minded.keys()) child.kill('SIGKILL');
    process.exit(exitCode);
  };
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));

  for (let count = 0; count < wanted; count++) start();
}

type ApiSettings = {
  readonly processes: number;
  readonly socketPath: string | undefined;
  readonly maxHeapMiB: number;
};

function apiSettings(): ApiSettings {
  const path = process.env[manifest.settingsVariable];
  if (path === undefined) throw new Error(`${manifest.settingsVariable} is not set: no settings file to read`);
  const { api } = parsedSettings(path) as {
    api?: { processes?: unknown; socketPath?: unknown; maxHeapMiB?: unknown };
  };
  const processes = Number(api?.processes);
  if (!Number.isInteger(processes) || processes < 1)
    throw new Error(unusableSettings(path, 'api.processes is not a number of processes'));
  const maxHeapMiB = Number(api?.maxHeapMiB) || Number.POSITIVE_INFINITY;
  return { processes, maxHeapMiB, socketPath: typeof api?.socketPath === 'string' ? api.socketPath : undefined };
}

function log(msg: string, facts: Record<string, unknown>): void {
  process.stdout.write(
    `${JSON.stringify({ level: 40, time: Date.now(), pid: process.pid, name: 'api', msg, ...facts })}\n`,
  );
}
