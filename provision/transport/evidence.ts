/** Text of a foreign machine made harmless for a terminal and a log: no control characters, short, few lines. */
export function evidenceOf(text: string, hidden: readonly string[] = []): string[] {
  const redacted = hidden.filter((one) => one !== '').reduce((kept, one) => kept.replaceAll(one, '***'), text);
  return (
    redacted
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go
      .replaceAll(/\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?)/g, '')
      .split(/\r?\n/)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go
      .map((line) => line.replaceAll(/[\x00-\x1f\x7f-\x9f]/g, ' ').trim())
      .filter((line) => line !== '')
      .slice(0, 8)
      .map((line) => (line.length > 200 ? `${line.slice(0, 199)}…` : line))
  );
}
