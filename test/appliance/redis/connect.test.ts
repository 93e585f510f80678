import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../../appliance/log.ts';
import { connectSubscriber } from '../../../appliance/redis/connect.ts';
import { removeFolder, temporaryFolder, until } from '../../services/process.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder('redis');
});
afterEach(() => removeFolder(folder));

const subscribed = '>3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n';

/** Speaks as much of Redis as a subscriber needs: answers one subscription and goes away, and leaves all others unanswered. */
function forgetful(path: string) {
  const open = new Set<Socket>();
  let subscriptions = 0;
  const server = createServer((socket) => {
    open.add(socket.on('error', () => undefined).on('close', () => open.delete(socket)));
    socket.on('data', (data) => {
      for (const [name] of String(data).matchAll(/(?<=\*\d+\r\n\$\d+\r\n)[a-z]+(?=\r\n)/gi)) {
        if (name === 'hello') socket.write('%1\r\n$5\r\nproto\r\n:3\r\n');
        else if (name !== 'subscribe') socket.write('+OK\r\n');
        else if (++subscriptions === 1) socket.end(subscribed);
      }
    });
  }).listen(path);
  return {
    subscriptions: () => subscriptions,
    stop() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

test('a subscription that is renewed in vain, as its server goes away once more, is no error that nobody handles', async () => {
  const path = join(folder, 'redis.sock');
  const server = forgetful(path);
  const log = createLog('test');
  log.level = 'silent';
  const redis = connectSubscriber(path, log);
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note);
  try {
    await redis.subscribe('news');
    await until('it subscribes again by itself', () => server.subscriptions() === 2);
    const ended = once(redis, 'end');
    redis.disconnect();
    await ended;
    // Node tells of what nobody handles when all else of the turn is done.
    await nextTurn();
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
    redis.disconnect();
    server.stop();
  }
});
