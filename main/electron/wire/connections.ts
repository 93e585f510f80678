import type { IpcMainEvent, WebContents } from 'electron';
import { type Wire, WireEnd } from '../../../installer/channel/wire.ts';
import type { Electron } from '../electron.ts';
import { channels } from './names.ts';
import { isOurs } from './sender.ts';

/** Longest text a page may send: the channel refuses what is much shorter, with words. */
const longestText = 4 * 1024 * 1024;

export type ConnectionOptions = Pick<Electron, 'ipcMain'> & {
  readonly connected: (wire: Wire, contents: WebContents) => void;
  readonly refused: (what: string) => void;
};

type Open = { readonly id: number; readonly end: WireEnd };

/** Gives a wire to every page of ours that opens one; everybody else is refused without an answer. */
export function acceptConnections({ ipcMain, connected, refused }: ConnectionOptions): void {
  const open = new Map<WebContents, Open>();
  const watched = new WeakSet<WebContents>();

  const end = (contents: WebContents, id?: number) => {
    const found = open.get(contents);
    if (found === undefined || (id !== undefined && found.id !== id)) return;
    open.delete(contents);
    found.end.ended();
  };

  const fromOurs = (channel: string, accept: (contents: WebContents, id: number, text: unknown) => void) => {
    ipcMain.on(channel, (event: IpcMainEvent, id: unknown, text: unknown) => {
      if (!isOurs(event)) return refused(`message ${channel} from a sender that is not our page`);
      if (!Number.isSafeInteger(id)) return refused(`message ${channel} without a number`);
      accept(event.sender, id as number, text);
    });
  };

  fromOurs(channels.open, (contents, id) => {
    end(contents);
    watch(contents);
    const say = (...message: [channel: string, text?: string]) => {
      const [channel, ...text] = message;
      if (!contents.isDestroyed()) contents.send(channel, id, ...text);
    };
    const near = new WireEnd({
      send: (text) => say(channels.text, text),
      close: () => {
        if (open.get(contents)?.id === id) open.delete(contents);
        say(channels.close);
      },
    });
    open.set(contents, { id, end: near });
    connected(near, contents);
  });

  fromOurs(channels.text, (contents, id, text) => {
    const found = open.get(contents);
    if (found?.id !== id) return;
    if (typeof text === 'string' && text.length <= longestText) return found.end.arrived(text);
    refused('a message that is no text of bearable length');
    found.end.close();
  });

  fromOurs(channels.close, end);

  /** A page that is reloaded, crashed or closed says nothing any more. */
  function watch(contents: WebContents): void {
    if (watched.has(contents)) return;
    watched.add(contents);
    contents.on('destroyed', () => end(contents));
    contents.on('render-process-gone', () => end(contents));
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) end(contents);
    });
  }
}
