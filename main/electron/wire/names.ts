/** The three messages between preload and main process. They carry the contract's frames and know none of its calls. */
export const channels = {
  /** Page to main: a connection of this number begins; an earlier one of the page has ended. */
  open: 'wire:open',
  /** Both ways: number of the connection and a text. */
  text: 'wire:text',
  /** Both ways: the connection of this number has ended. */
  close: 'wire:close',
} as const;

/** The one global that the preload gives to the page. */
export const globalName = 'teachtrackWire';

export type WireListener = { readonly text: (text: string) => void; readonly closed: () => void };
export type OpenWire = { readonly send: (text: string) => void; readonly close: () => void };

/** What the page finds under `globalName`. */
export type WireGlobal = { readonly open: (listener: WireListener) => OpenWire };
