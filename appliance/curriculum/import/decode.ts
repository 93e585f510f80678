export type Decoded =
  | { readonly ok: true; readonly text: string; readonly assumption?: string }
  | { readonly ok: false; readonly problem: string };

/** Text of a file: UTF-8 with or without a mark, UTF-16 when it can be told for certain. Never guesses a code page. */
export function decode(bytes: Uint8Array): Decoded {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) {
    const text = strictly(utf16, bytes);
    if (text === undefined) return { ok: false, problem: 'The file is damaged UTF-16: save it again as UTF-8.' };
    return { ok: true, text, assumption: 'The file is in UTF-16 instead of UTF-8; it was read as that.' };
  }
  const text = strictly('utf-8', bytes);
  if (text !== undefined) return { ok: true, text };
  const at = firstWrongByte(bytes);
  const line = bytes.subarray(0, at).reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 1);
  return {
    ok: false,
    problem: `The file is not UTF-8 (first wrong character on line ${line}); it may be Latin-1 or Windows-1252. Open it in a text editor and save it as UTF-8.`,
  };
}

/** By its mark, or because the first character of JSON, which is ASCII, stands beside a zero. */
function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first !== undefined && first > 0 && second === 0) return 'utf-16le';
  if (first === 0 && second !== undefined && second > 0) return 'utf-16be';
  return undefined;
}

/** `stream` allows for a character cut in two at the end. */
function strictly(encoding: string, bytes: Uint8Array, stream = false): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream });
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw cause;
  }
}

/** The longest sound beginning, found by halving. */
function firstWrongByte(bytes: Uint8Array): number {
  let sound = 0;
  let wrong = bytes.length;
  while (wrong - sound > 1) {
    const middle = (sound + wrong) >> 1;
    if (strictly('utf-8', bytes.subarray(0, middle), true) === undefined) wrong = middle;
    else sound = middle;
  }
  return sound;
}
