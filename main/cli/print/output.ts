export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** One line for machines. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Progress for people: on the error stream, so that the output stays what was asked for. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
