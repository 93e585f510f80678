import { Agent, request } from 'node:http';

/** Asks over and over on so many kept connections, each request in turn: `{ socketPath, asked, connections, seconds }` in argv. */
const { socketPath, asked, connections, seconds } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly socketPath: string;
  readonly asked: readonly { readonly path: string; readonly headers: Record<string, string> }[];
  readonly connections: number;
  readonly seconds: number;
};
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const end = performance.now() + seconds * 1000;
const times: number[] = [];
let turn = 0;
let bytes = 0;
let failed = 0;

function once(): Promise<void> {
  return new Promise((resolve) => {
    const before = performance.now();
    turn = (turn + 1) % asked.length;
    request({ socketPath, ...asked[turn], agent }, (answer) => {
      if (answer.statusCode !== 200 && answer.statusCode !== 304) failed += 1;
      answer.on('data', (piece: Buffer) => (bytes += piece.length));
      answer.on('end', () => {
        times.push(performance.now() - before);
        resolve();
      });
    })
      .on('error', () => {
        failed += 1;
        resolve();
      })
      .end();
  });
}

async function oneAfterAnother(): Promise<void> {
  while (performance.now() < end) await once();
}

await Promise.all(Array.from({ length: connections }, oneAfterAnother));
times.sort((a, b) => a - b);
const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
console.log(JSON.stringify({ count: times.length, failed, bytes, p50: at(0.5), p95: at(0.95), p99: at(0.99) }));
agent.destroy();
