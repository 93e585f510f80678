import type { Argv } from '../model/transport.ts';

const plain = /^[A-Za-z0-9_\-+=:,./@%]+$/;

/**
 * One word for a shell that this machine does not choose: any POSIX shell or fish. Inside single quotes fish gives the
 * backslash a meaning that POSIX does not, so quotes and backslashes travel in double quotes of their own.
 */
export function quote(word: string): string {
  if (word.includes('\0')) throw new RangeError('An argument cannot hold a NUL byte');
  if (plain.test(word)) return word;
  return `'${word.replaceAll(/['\\]/g, (special) => (special === "'" ? `'"'"'` : `'"\\\\"'`))}'`;
}

/** A line that makes a shell run exactly these words. */
export function quoteAll(words: Argv): string {
  return words.map(quote).join(' ');
}
