import { open, stat } from 'node:fs/promises';
import { ProvisionError } from '../../../provision/model/error.ts';
import type { host } from '../../contract/calls/host.ts';
import type { HandlersOf, SessionContext } from './context.ts';

/** An answers file longer than this is none; a key is given by its path alone. */
const longestText = 1_000_000;

export function hostHandlers({ host: laptop, windows, connections }: SessionContext): HandlersOf<typeof host> {
  return {
    'host.capabilities': async () => laptop.capabilities,
    'host.pickFile': async ({ purpose }) => {
      if (laptop.pickFile === undefined) throw notHere('choose files');
      const path = await laptop.pickFile(purpose);
      if (path === undefined) return null;
      return { path, text: purpose === 'answers' ? await textOf(path) : null };
    },
    'host.saveFile': async (file) => {
      if (laptop.saveFile === undefined) throw notHere('save files');
      const path = await laptop.saveFile(file);
      return path === undefined ? null : { path };
    },
    'host.openLink': async ({ url }) => {
      if (laptop.openLink === undefined) throw notHere('open links');
      requireOwn(new URL(url).hostname);
      await laptop.openLink(url);
      return {};
    },
    'host.look': async ({ look }) => {
      laptop.setLook?.(look);
      return {};
    },
    'host.window': (_input, { window, signal }) => windows.watch(window, signal),
    'host.takeOver': async (_input, { window }) => {
      windows.takeOver(window);
      return {};
    },
  };

  /** Links lead to servers of the person and nowhere else. */
  function requireOwn(hostname: string): void {
    const name = hostname.replace(/^\[|\]$/g, '');
    const own = connections.all().flatMap((held) => {
      const { names, addresses } = held.wanted();
      return [held.server.host, ...names, ...addresses];
    });
    if (own.includes(name)) return;
    throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `${name} is not one of the servers connected here.` });
  }
}

async function textOf(path: string): Promise<string> {
  const unreadable = (cause: unknown) =>
    new ProvisionError({ code: 'TT-FILE-03', message: `${path} cannot be read.`, cause });
  const { size } = await stat(path).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  if (size > longestText) {
    throw new ProvisionError({ code: 'TT-ANSWERS-01', message: `${path} is too large for an answers file.` });
  }
  const file = await open(path).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

function notHere(what: string): ProvisionError {
  return new ProvisionError({ code: 'TT-WINDOW-03', message: `The installer cannot ${what} here; the window does.` });
}
