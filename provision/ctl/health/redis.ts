import type { Asking } from './summary.ts';

/** `Connected (15 clients, 850MB memory)`: both instances together; says which one does not answer. */
export async function redisHealth({ transport, sources, signal }: Asking): Promise<{ ok: boolean; detail: string }> {
  const instances = [
    { name: 'queue', socket: sources.queueSocket },
    { name: 'cache', socket: sources.cacheSocket },
  ];
  const answers = await Promise.all(
    instances.map(async ({ name, socket }) => {
      const argv = ['redis-cli', '-s', socket, '--raw', 'INFO'] as const;
      const { stdout } = await transport.run({ argv, asRoot: true, timeoutMs: 10_000, signal });
      const clients = Number(/^connected_clients:(\d+)/m.exec(stdout)?.[1] ?? Number.NaN);
      const bytes = Number(/^used_memory:(\d+)/m.exec(stdout)?.[1] ?? Number.NaN);
      const loading = /^loading:1/m.test(stdout);
      return { name, clients, bytes, ok: !loading && Number.isFinite(clients) && Number.isFinite(bytes) };
    }),
  );
  const silent = answers.filter(({ ok }) => !ok).map(({ name }) => name);
  if (silent.length > 0) return { ok: false, detail: `Not reachable (${silent.join(' and ')})` };
  const clients = answers.reduce((sum, one) => sum + one.clients, 0);
  const megabytes = Math.round(answers.reduce((sum, one) => sum + one.bytes, 0) / 1e6);
  return { ok: true, detail: `Connected (${clients} clients, ${megabytes}MB memory)` };
}
