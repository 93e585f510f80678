/** `name=value` lines; the first `=` parts them. Throws for a line without one. */
export function pairs(text: string): ReadonlyMap<string, string> {
  return new Map(
    lines(text).map((line) => {
      const at = line.indexOf('=');
      if (at < 0) throw new Error(`not a name and a value: ${line.slice(0, 80)}`);
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

/** The lines that are not empty. */
export function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Columns between tabs, as many as asked for; a missing column is the empty text. */
export function columns(line: string): readonly string[] {
  return line.split('\t').map((column) => column.trim());
}

/** A whole number, or an error that says of what. */
export function integer(text: string | undefined, what: string): number {
  if (text === undefined || !/^-?\d+$/.test(text.trim()))
    throw new Error(`${what} is not a number: ${text ?? 'nothing'}`);
  return Number(text);
}

/** A whole number, or undefined when there is none. */
export function maybeInteger(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d+$/.test(text.trim()) ? Number(text) : undefined;
}

/** Undefined for the empty text. */
export function maybeText(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

/** Blocks between lines `== name`, as the snippets print them. */
export function sections(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of text.split(/^== /m).slice(1)) {
    const end = part.indexOf('\n');
    found.set(part.slice(0, end < 0 ? undefined : end).trim(), end < 0 ? '' : part.slice(end + 1));
  }
  return found;
}

/** A section that the snippet always prints. */
export function section(found: ReadonlyMap<string, string>, name: string): string {
  const text = found.get(name);
  if (text === undefined) throw new Error(`the part "${name}" is missing`);
  return text;
}
