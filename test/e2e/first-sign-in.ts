import type { SignIn } from './journey.ts';
import { jsonLines } from './laptop.ts';

/** Reads what `teachtrack install` prints once. */
export function printedSignIn(output: string): SignIn {
  const userName = /^\s*user(?: name)?:\s*(\S+)\s*$/im.exec(output)?.[1];
  const password = /^\s*password:\s*(\S+)\s*$/im.exec(output)?.[1];
  if (userName === undefined || password === undefined) throw new Error('the output holds no first sign-in');
  return { userName, password };
}

/** The same of `teachtrack install --json`. */
export function handedOver({ stdout }: { readonly stdout: string }): SignIn {
  return printedSignIn(jsonLines<{ firstSignIn: string }>(stdout, 'firstSignIn')[0]?.firstSignIn ?? '');
}
