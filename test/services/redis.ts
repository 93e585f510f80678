import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { accepting, type Program, start } from './process.ts';

export type RedisServer = {
  readonly socketPath: string;
  program(): Program;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A Redis on a unix socket: `queue` keeps what it is told in an append-only file, `cache` forgets. */
export async function startRedis(folder: string, kind: 'queue' | 'cache'): Promise<RedisServer> {
  const data = join(folder, `redis-${kind}`);
  mkdirSync(data);
  const socketPath = join(data, 'redis.sock');
  const memory = kind === 'queue' ? ['noeviction'] : ['allkeys-lru'];
  const argv = [
    ...['redis-server', '--port', '0', '--unixsocket', socketPath, '--dir', data, '--save', ''],
    ...['--maxmemory', '64mb', '--maxmemory-policy', ...memory],
    ...['--appendonly', kind === 'queue' ? 'yes' : 'no', '--appendfsync', 'everysec'],
  ];
  let program: Program;
  const up = async () => {
    program = start(argv);
    await accepting(socketPath, program);
  };
  await up();
  return { socketPath, program: () => program, start: up, stop: () => program.stop() };
}
