/** More than any certificate: what is longer is not read, and refused as too long. */
const mostBytes = 40_000;

/** A certificate's file as PEM, whichever of the two usual forms it has. */
export async function certificateText(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, mostBytes).arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  // DER begins with a sequence.
  if (text.includes('-----') || bytes[0] !== 0x30) return text;
  const lines = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')).match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
