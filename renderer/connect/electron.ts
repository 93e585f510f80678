import { WireEnd } from '../../installer/channel/wire.ts';

/** What the desktop shell's preload gives: texts both ways, and nothing else. */
export type ShellWire = {
  readonly open: (listener: { readonly text: (text: string) => void; readonly closed: () => void }) => {
    readonly send: (text: string) => void;
    readonly close: () => void;
  };
};

/** Undefined in a browser. */
export function shellWire(): ShellWire | undefined {
  return (globalThis as { readonly teachtrackWire?: ShellWire }).teachtrackWire;
}

export async function openInShell(shell: ShellWire): Promise<WireEnd> {
  const opened = shell.open({ text: (text) => wire.arrived(text), closed: () => wire.ended() });
  const wire = new WireEnd(opened);
  return wire;
}
