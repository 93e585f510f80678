import type { ContextBridge, IpcRenderer, IpcRendererEvent } from 'electron';
import { channels, globalName, type WireGlobal, type WireListener } from './names.ts';

/** Gives the page its wire and nothing else: no Electron object, no channel name, no event ever reaches it. */
export function exposeWire(electron: {
  readonly contextBridge: ContextBridge;
  readonly ipcRenderer: IpcRenderer;
}): void {
  const { contextBridge, ipcRenderer } = electron;
  let current: { readonly id: number; readonly listener: WireListener } | undefined;
  // Starts at a number of its own, so that a reloaded page never hears what was meant for the one before.
  let lastId = Date.now();

  ipcRenderer.on(channels.text, (_event: IpcRendererEvent, id: unknown, text: unknown) => {
    if (current?.id === id && typeof text === 'string') current?.listener.text(text);
  });
  ipcRenderer.on(channels.close, (_event: IpcRendererEvent, id: unknown) => {
    if (current?.id === id) end();
  });

  function end(): void {
    const ended = current;
    current = undefined;
    ended?.listener.closed();
  }

  const wire: WireGlobal = {
    open(listener) {
      end();
      lastId += 1;
      const id = lastId;
      current = { id, listener };
      ipcRenderer.send(channels.open, id);
      return {
        send(text) {
          if (current?.id === id) ipcRenderer.send(channels.text, id, String(text));
        },
        close() {
          if (current?.id !== id) return;
          ipcRenderer.send(channels.close, id);
          end();
        },
      };
    },
  };
  contextBridge.exposeInMainWorld(globalName, wire);
}
