import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Secret } from '../../../installer/session/values.ts';

/** Asks the person at the terminal. Rejects with CannotAsk where there is none, so that nothing waits for ever. */
export class CannotAsk extends Error {
  override readonly name = 'CannotAsk';
}

export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

export async function askText(question: string, preset?: string): Promise<string> {
  const hint = preset === undefined ? '' : ` [${preset}]`;
  const answer = (await ask(`${question}${hint}: `, { hidden: false })).trim();
  return answer === '' ? (preset ?? '') : answer;
}

/** What is typed is not shown. */
export async function askHidden(question: string): Promise<string> {
  const answer = await ask(`${question}: `, { hidden: true });
  process.stderr.write('\n');
  return answer;
}

/** Undefined where nobody can be asked. */
export async function askSecret(question: string): Promise<Secret | undefined> {
  return canAsk() ? new Secret(await askHidden(question)) : undefined;
}

/** Only a whole `yes` is a yes; Enter is a no. */
export async function askYes(question: string): Promise<boolean> {
  const answer = await ask(`${question} [yes/NO]: `, { hidden: false });
  return /^(y|yes)$/i.test(answer.trim());
}

async function ask(prompt: string, { hidden }: { readonly hidden: boolean }): Promise<string> {
  if (!canAsk()) throw new CannotAsk(`There is no terminal to ask: ${prompt.replace(/:\s*$/, '')}`);
  process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: hidden ? silent : process.stderr, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
  }
}
