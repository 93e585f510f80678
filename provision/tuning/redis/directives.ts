import type { Directive } from '../directive.ts';
import type { TuningInput } from '../file.ts';
import { type RedisRole, redisInstance } from '../paths.ts';
import { mebibytes } from '../value.ts';

/** Settings of one of our two Redis servers: valid from Redis 7.0 to 8.x and on Valkey 8. */
export function redisDirectives(role: RedisRole, { budget: { redis } }: TuningInput): readonly Directive[] {
  const instance = redisInstance(role);
  return [
    { name: 'port', text: '0' },
    { name: 'unixsocket', text: instance.socket },
    { name: 'unixsocketperm', text: '770' },
    { name: 'dir', text: instance.data },
    { name: 'pidfile', text: instance.pid, wanted: null },
    { name: 'logfile', text: '""', wanted: '' },
    { name: 'maxclients', text: String(redis.maxClients) },
    { name: 'tcp-backlog', text: String(redis.backlog) },
    { name: 'timeout', text: '0' },
    { name: 'io-threads', text: String(redis.ioThreads) },
    { name: 'latency-monitor-threshold', text: '100' },
    { name: 'lazyfree-lazy-expire', text: 'yes' },
    { name: 'lazyfree-lazy-server-del', text: 'yes' },
    {
      name: 'maxmemory',
      text: `${redis[role].maxMemoryMiB}mb`,
      wanted: mebibytes(redis[role].maxMemoryMiB),
    },
    ...(role === 'queue' ? queue : cache),
  ];
}

/** Nothing may be lost: a write that does not fit is refused, and what was accepted is on the disk within a second. */
const queue: readonly Directive[] = [
  { name: 'maxmemory-policy', text: 'noeviction' },
  { name: 'appendonly', text: 'yes' },
  { name: 'appendfsync', text: 'everysec' },
  { name: 'no-appendfsync-on-rewrite', text: 'no' },
  { name: 'auto-aof-rewrite-percentage', text: '100' },
  { name: 'auto-aof-rewrite-min-size', text: '256mb', wanted: mebibytes(256) },
  { name: 'aof-load-truncated', text: 'yes' },
  { name: 'save', text: '900 1' },
];

/** Everything may be lost: the oldest makes room, and nothing is written. */
const cache: readonly Directive[] = [
  { name: 'maxmemory-policy', text: 'allkeys-lru' },
  { name: 'appendonly', text: 'no' },
  { name: 'save', text: '""', wanted: '' },
  { name: 'lazyfree-lazy-eviction', text: 'yes' },
];
