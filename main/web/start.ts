import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Session } from '../../installer/session/session.ts';
import { ProvisionError } from '../../installer/session/values.ts';
import { answer } from './answer.ts';
import { readPages } from './pages.ts';
import { acceptSockets } from './sockets.ts';
import { newToken } from './token.ts';

export type WebOptions = {
  readonly session: Session;
  /** Folder of the built GUI. */
  readonly pages: string;
};

export type Web = {
  /** To be opened in a browser of this machine; the token is in it. */
  readonly url: string;
  /** Stops listening and closes the session. What runs on servers goes on. */
  readonly close: () => Promise<void>;
};

/** Serves the GUI to browsers of this machine alone, at a port that the system chooses. */
export async function startWeb({ session, pages: folder }: WebOptions): Promise<Web> {
  const pages = await readPages(folder).catch((cause: unknown) => {
    throw new ProvisionError({ code: 'TT-FILE-03', message: `The pages in ${folder} cannot be read.`, cause });
  });
  if (!pages.has('/')) {
    throw new ProvisionError({ code: 'TT-FILE-03', message: `There is no page to show in ${folder}.` });
  }
  const token = newToken();
  let address = '';
  const server = createServer((request, response) => answer(pages, address, request, response));
  // Small requests of one browser; whoever dawdles or talks too much is cut off.
  server.headersTimeout = 10_000;
  server.requestTimeout = 10_000;
  server.maxConnections = 100;
  const sockets = acceptSockets({ server, token, address: () => address, admit: (wire) => session.admit(wire) });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${address}/#token=${token}`,
    async close() {
      sockets.close();
      await session.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
