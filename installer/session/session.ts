import { asProvisionError } from '../../provision/model/error.ts';
import { serve } from '../channel/serve.ts';
import type { Wire } from '../channel/wire.ts';
import type { Held } from '../contract/calls/connection.ts';
import { contract } from '../contract/contract.ts';
import { faceErrorOf } from '../contract/error.ts';
import { handlersOf } from './handlers/index.ts';
import { Connections } from './held/connections.ts';
import { Windows } from './held/windows.ts';
import type { Host } from './host.ts';
import { type LaptopFiles, laptopFiles } from './laptop.ts';
import { bundleOf } from './prepare-install.ts';

export type SessionOptions = {
  readonly host: Host;
  readonly files?: LaptopFiles;
  /** Folder of the program, beside which a packaged one keeps its bundle. */
  readonly program?: string;
  /** Folder of the bundle to install from; otherwise the newest one found. */
  readonly bundle?: string;
};

/** The installer behind any number of windows. It holds the connections; windows come and go. */
export interface Session {
  /** A window joins over its wire: the first one is in charge, others watch. It leaves when the wire closes. */
  admit(wire: Wire): void;
  /** All connections, at once and at every change. Gives a function that ends it. */
  watch(listener: (held: readonly Held[]) => void): () => void;
  /** Number of windows, at once and at every change. */
  onWindows(listener: (count: number) => void): () => void;
  /** Closes windows and connections. What runs on servers goes on. */
  close(): Promise<void>;
}

export function createSession({ host, files = laptopFiles(), program, bundle }: SessionOptions): Session {
  const connections = new Connections();
  const windows = new Windows();
  const handlers = handlersOf({
    host,
    files,
    connections,
    windows,
    bundle: (given) => bundleOf({ given: given ?? bundle, ...(program === undefined ? {} : { program }) }),
  });
  const ends = new Set<() => void>();

  return {
    admit(wire) {
      const window = windows.join();
      const end = serve({
        wire: leaving(wire, () => {
          ends.delete(end);
          windows.leave(window);
        }),
        contract,
        handlers,
        window,
        isInCharge: () => windows.isInCharge(window),
        errorOf: (thrown) => faceErrorOf(asProvisionError(thrown)),
      });
      ends.add(end);
    },
    watch: (listener) => connections.held.on(listener),
    onWindows: (listener) => windows.on(listener),
    async close() {
      for (const end of [...ends]) end();
      await connections.closeAll();
    },
  };
}

/** The same wire, which also says when it is closed. */
function leaving(wire: Wire, left: () => void): Wire {
  return {
    send: (text) => wire.send(text),
    close: () => wire.close(),
    receive: ({ text, closed }) =>
      wire.receive({
        text,
        closed: () => {
          left();
          closed();
        },
      }),
  };
}
