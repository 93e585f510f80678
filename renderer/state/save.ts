import { useMutation } from '@tanstack/react-query';
import type { RemoteError } from '../../installer/channel/remote-error.ts';
import type { TextFile } from '../../installer/contract/shapes/place.ts';
import { useFace } from './face.ts';

/** Where a file went; null when the person changed their mind. */
export type SavedFile = { readonly kind: 'path' | 'download'; readonly name: string } | null;

/** Makes a text and saves it where the person wants it: by the system's dialog, or as a download. */
export function useSave() {
  const face = useFace();
  return useMutation<SavedFile, RemoteError, () => Promise<TextFile>>({
    mutationFn: async (make) => {
      const [file, { saveFile }] = await Promise.all([make(), face.ask('host.capabilities', {})]);
      if (saveFile === 'dialog') {
        const saved = await face.ask('host.saveFile', file);
        return saved === null ? null : { kind: 'path', name: saved.path };
      }
      download(file);
      return { kind: 'download', name: file.name };
    },
  });
}

/** Offers what came in base64 as a download. */
export function downloadBytes(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  offer(name, new Blob([bytes], { type: 'application/octet-stream' }));
}

function download({ name, type, text }: TextFile): void {
  offer(name, new Blob([text], { type }));
}

function offer(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
