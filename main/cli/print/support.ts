import type { SupportManifest } from '../../../installer/session/upkeep/support.ts';

/** What a bundle holds and what was masked in it, for reading before it is saved. */
export function supportText({ files, notes, masked }: SupportManifest): string {
  const words = (counts: SupportManifest['masked']) =>
    Object.entries(counts)
      .map(([kind, count]) => `${count} × ${kind}`)
      .join(', ');
  const width = Math.max(...files.map(({ path }) => path.length));
  return [
    ...files.map((file) => {
      const size = `${Math.ceil(file.bytes / 1024)} KiB`.padStart(9);
      const hidden = words(file.masked);
      return `  ${file.path.padEnd(width)}${size}${hidden === '' ? '' : `  masked: ${hidden}`}`;
    }),
    ...notes.map((note) => `  note: ${note}`),
    '',
    `${files.length} files. Masked: ${words(masked) || 'nothing'}. People are numbers in it, the same ones throughout.`,
  ].join('\n');
}
