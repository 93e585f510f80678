import { connect, createServer, type Socket } from 'node:net';

/** A wire between client and server that can be cut at any moment or after so many bytes. */
export type CutProxy = {
  readonly port: number;
  /** Resets every open connection; new ones work. */
  cut(): void;
  /** Cuts once, when so many bytes more went towards the server. */
  cutAfter(bytes: number): void;
  /** Passes nothing on any more, in silence, until thawed. */
  freeze(): void;
  thaw(): void;
  /** False: new connections are reset too. */
  accept(isAccepting: boolean): void;
  /** How many connections were opened. */
  opened(): number;
  close(): Promise<void>;
};

export async function startCutProxy(target: { readonly host: string; readonly port: number }): Promise<CutProxy> {
  const open = new Set<Socket>();
  let opened = 0;
  let isAccepting = true;
  let left = Number.POSITIVE_INFINITY;
  const cut = () => {
    for (const socket of open) socket.resetAndDestroy();
    open.clear();
  };
  const server = createServer({ noDelay: true }, (near) => {
    opened += 1;
    near.on('error', () => {});
    if (!isAccepting) return void near.resetAndDestroy();
    const far = connect({ ...target, noDelay: true });
    far.on('error', () => {});
    open.add(near).add(far);
    near.on('data', (chunk) => {
      left -= chunk.length;
      if (left <= 0) {
        left = Number.POSITIVE_INFINITY;
        return cut();
      }
      if (!far.write(chunk)) near.pause();
    });
    far.on('drain', () => near.resume()).on('data', (chunk) => near.write(chunk));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    cutAfter: (bytes) => {
      left = bytes;
    },
    freeze: () => {
      for (const socket of open) socket.pause();
    },
    thaw: () => {
      for (const socket of open) socket.resume();
    },
    accept: (value) => {
      isAccepting = value;
    },
    opened: () => opened,
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
}
