/** Takes out of a text what must not lie on a disk: keys, passwords, tokens, and who is at this laptop. */
export function redact(text: string, home = ''): string {
  const shown = text
    .replaceAll(
      /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
      '[private key]',
    )
    .replaceAll(/(\b[a-z][a-z0-9+.-]{1,30}:\/\/)[^\s/@]+@/gi, '$1***@')
    .replaceAll(
      /((?:pass(?:word|phrase|wd)?|secret|token|authorization|cookie|api[_-]?key)["']?\s*[:=]\s*)("[^"\n]*"|'[^'\n]*'|(?:bearer |basic )?[^\s,;}]+)/gi,
      '$1***',
    )
    // 32 letters and more in one piece with a digit among them: a key or a token, not a word and not a path.
    .replaceAll(/(?<![\w/.-])(?=[A-Za-z+_=-]*\d)[A-Za-z0-9+_=-]{32,}(?![\w/.])/g, '***');
  return home === '' ? shown : shown.replaceAll(home, '~');
}
