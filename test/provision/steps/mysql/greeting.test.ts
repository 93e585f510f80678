import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { Ops } from '../../../../provision/ops/command.ts';
import { greeting } from '../../../../provision/steps/mysql/greeting.ts';
import { localTransport } from '../../../../provision/transport/local.ts';

const local = localTransport();
const ops: Ops = {
  transport: { ...local, run: (command) => local.run({ ...command, asRoot: false }) },
  signal: new AbortController().signal,
  say: () => undefined,
};

/** The first packet of a server: protocol 10, its version, and what follows, without the name of its way to sign in. */
function packet(version: string): Buffer {
  const body = Buffer.concat([Buffer.from([10]), Buffer.from(`${version}\0`), Buffer.alloc(44)]);
  return Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]);
}

/** Greets and then waits for an answer, as a database server does. */
async function greeted(first: Buffer, product: 'mariadb' | 'mysql'): Promise<string> {
  const server = createServer((socket) => void socket.on('error', () => undefined).write(first));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const there = { host: '127.0.0.1', port: (server.address() as AddressInfo).port, product };
    return await greeting(ops, { product, there: { ...there, tls: { kind: 'required' } } });
  } finally {
    server.close();
  }
}

test('the shortest greeting is understood, and one of MariaDB, which says another version before its own', async () => {
  expect(await greeted(packet('8.0.14'), 'mysql')).toBe('8.0.14');
  expect(await greeted(packet('5.5.5-10.11.19-MariaDB-0+deb12u1'), 'mariadb')).toBe('10.11.19');
});

test('another product than that of the answers is refused by what it says', async () => {
  await expect(greeted(packet('9.7.4-2'), 'mariadb')).rejects.toMatchObject({
    code: 'TT-DB-01',
    message: expect.stringContaining('answers "9.7.4-2"'),
  });
});
