import { createServer } from 'node:net';

/** Below the range that the kernel takes for outgoing connections. */
const first = 20_000;
const count = 12_000;
let turn = 0;

/** A port that nobody listens on; never the same twice, and another process at the same moment gets others. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  for (;;) {
    const port = first + ((process.pid * 101 + turn++) % count);
    const isFree = await new Promise<boolean>((resolve) => {
      const probe = createServer().once('error', () => resolve(false));
      probe.listen({ port, host }, () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
