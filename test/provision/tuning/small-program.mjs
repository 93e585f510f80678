// Stands where the appliance will stand, to show that Node runs inside the sandbox: a primary with two serving
// processes on the socket that systemd passes, or one that only waits. Uses what the appliance uses of the machine.
import cluster from 'node:cluster';
import { scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';

const secret = readFileSync(join(process.env.CREDENTIALS_DIRECTORY ?? '', 'database-password'), 'utf8').trim();

function answers(path) {
  return new Promise((resolve) => {
    const socket = connect(path, () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.setTimeout(2000, () => resolve(false));
  }).finally(() => {});
}

async function report() {
  const worked = await new Promise((resolve) => {
    new Worker('require("node:worker_threads").parentPort.postMessage(1)', { eval: true }).once('message', resolve);
  });
  return JSON.stringify({
    secret: secret.startsWith('a secret'),
    scrypt: scryptSync('a', 'b', 16).length,
    thread: worked,
    heapMiB: Math.round(getHeapStatistics().heap_size_limit / 1024 / 1024),
    database: await answers('/run/mysqld/mysqld.sock'),
    queue: await answers('/run/redis-teachtrack-queue/redis.sock'),
    cache: await answers('/run/redis-teachtrack-cache/redis.sock'),
    settings: JSON.parse(readFileSync(process.env.TEACHTRACK_SETTINGS, 'utf8')).timeZone,
  });
}

if (process.env.LISTEN_FDS === undefined) {
  setInterval(() => {}, 60_000);
} else if (cluster.isPrimary) {
  const children = [cluster.fork(), cluster.fork()];
  process.on('SIGTERM', () => {
    for (const child of children) child.process.kill();
    cluster.on('exit', () => Object.keys(cluster.workers).length === 0 && process.exit(0));
  });
} else {
  createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('strict-transport-security', 'max-age=1');
    response.end(request.url === '/health' ? await report() : '{}');
  }).listen({ fd: 3 });
}
