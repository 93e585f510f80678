import { firstSignIn, keptSignIn } from '../../../installer/session/ask-server.ts';
import type { OpenServer } from '../../../installer/session/open-server.ts';
import { printJson, printLine } from './output.ts';

/**
 * Prints the first sign-in when nobody has seen it yet, and only then has the server forget it: a laptop that dies in
 * between leaves it for the next one that asks.
 */
export async function handOverSignIn(
  server: OpenServer,
  print: (signIn: string | undefined) => void = printSignIn,
): Promise<void> {
  const signIn = await keptSignIn(server);
  print(signIn);
  if (signIn !== undefined) await firstSignIn(server);
}

export function printSignIn(signIn: string | undefined): void {
  if (signIn === undefined) return;
  printLine('First sign-in, shown this once (it must be changed when it is first used):');
  printLine(signIn.replace(/^/gm, '  '));
}

export function printSignInJson(signIn: string | undefined): void {
  printJson({ firstSignIn: signIn ?? null });
}
