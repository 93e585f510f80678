import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { openSocket } from '../../../provision/transport/ssh-socket.ts';

afterEach(() => vi.restoreAllMocks());

test('what is written in one turn of the program leaves in one piece, not part by part', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const arrived = once(server, 'connection');
  const { port } = server.address() as AddressInfo;
  const socket = await openSocket({ host: '127.0.0.1', port, timeoutMs: 10_000 });
  const [peer] = (await arrived) as [Socket];
  // Node's own methods under the streams' public ones: each call of them is one call of the system.
  const system = socket as unknown as Record<'_write' | '_writev', (...args: unknown[]) => void>;
  const single = vi.spyOn(system, '_write');
  const together = vi.spyOn(system, '_writev');
  let got = '';
  peer.on('data', (chunk) => {
    got += chunk;
  });
  for (const part of ['length', ' ', 'content', ' ', 'tag']) socket.write(part);
  await vi.waitFor(() => expect(got).toBe('length content tag'));
  expect([single.mock.calls.length, together.mock.calls.length]).toEqual([0, 1]);
  const closed = once(server, 'close');
  socket.destroy();
  peer.destroy();
  server.close();
  await closed;
});
