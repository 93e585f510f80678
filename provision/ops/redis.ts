import { ProvisionError } from '../model/error.ts';
import { parseConfigGet } from '../tuning/read-back.ts';
import { lastLines, type Ops, pause, run } from './command.ts';

async function redisCli(ops: Ops, socket: string, ...args: readonly string[]): Promise<string> {
  const result = await run(ops, ['redis-cli', '-s', socket, '--raw', ...args], { timeoutMs: 10_000 });
  const answer = result.stdout.replace(/\n$/, '');
  if (result.exitCode === 0 && !/^(ERR|NOAUTH|LOADING|MISCONF|Could not connect)/.test(answer)) return answer;
  throw new ProvisionError({
    code: 'TT-SERVICE-01',
    message: `Redis at ${socket} did not answer ${args[0] ?? ''}.`,
    evidence: lastLines(`${answer}\n${result.stderr}`, 3),
  });
}

/** Everything `CONFIG GET *` says, by name. */
export async function redisSettings(ops: Ops, socket: string): Promise<ReadonlyMap<string, string>> {
  return parseConfigGet(await redisCli(ops, socket, 'CONFIG', 'GET', '*'));
}

export async function setRedis(ops: Ops, socket: string, name: string, value: string): Promise<void> {
  await redisCli(ops, socket, 'CONFIG', 'SET', name, value);
}

/** Forgets everything the server holds. */
export async function emptyRedis(ops: Ops, socket: string): Promise<void> {
  await redisCli(ops, socket, 'FLUSHALL');
}

/** Waits until the server answers and has read its data. Rejects with TT-SERVICE-01 after 60 s. */
export async function redisReady(ops: Ops, socket: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      if ((await redisCli(ops, socket, 'PING')) === 'PONG') return;
    } catch (thrown) {
      if (tries >= 120) throw thrown;
    }
    await pause(500, ops.signal);
  }
}

/**
 * Switches the append-only file on in the running server and waits until it holds everything. To switch it on in the
 * file and restart would lose the whole data set, measured on every version: see TUNING.
 */
export async function appendOnlyFirst(ops: Ops, socket: string): Promise<void> {
  if ((await redisSettings(ops, socket)).get('appendonly') === 'yes') return;
  await setRedis(ops, socket, 'appendonly', 'yes');
  for (let tries = 0; tries < 1200; tries += 1) {
    const info = await redisCli(ops, socket, 'INFO', 'persistence');
    if (/aof_rewrite_in_progress:0/.test(info) && /aof_rewrite_scheduled:0/.test(info)) return;
    await pause(250, ops.signal);
  }
  throw new ProvisionError({
    code: 'TT-SERVICE-01',
    message: `Redis at ${socket} did not finish its append-only file.`,
  });
}

/** Members of a sorted set whose score is at least this. */
export async function membersSince(ops: Ops, socket: string, key: string, score: number): Promise<readonly string[]> {
  const answer = await redisCli(ops, socket, 'ZRANGEBYSCORE', key, String(score), '+inf');
  return answer.split('\n').filter((line) => line !== '');
}
