import { randomBytes } from 'node:crypto';
import { Secret } from '../model/secret.ts';
import type { StepContext } from '../model/step.ts';
import { must, type Ops, pause } from '../ops/command.ts';

/** 256 bits in letters that no configuration file, URL or SQL text has to escape. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

type Files = Pick<StepContext, 'transport'>;

export async function readSecret({ transport }: Files, path: string): Promise<Secret | undefined> {
  const content = await transport.readFile(path, { asRoot: true });
  const text = Buffer.from(content ?? '')
    .toString('utf8')
    .trim();
  return text === '' ? undefined : new Secret(text);
}

export async function writeSecret({ transport }: Files, path: string, secret: Secret): Promise<void> {
  const closed = { mode: 0o600, owner: 'root', group: 'root', asRoot: true } as const;
  await transport.writeFile(path, `${secret.reveal()}\n`, closed);
}

export async function removeSecret(ops: Ops, path: string): Promise<void> {
  await must(ops, ['rm', '-f', '--', path], { what: `Removing ${path}` });
}

/**
 * Whether a process was started before a file changed is told in whole seconds: a little time between the last start and
 * the change keeps the two apart.
 */
export async function apart({ signal }: Pick<StepContext, 'signal'>): Promise<void> {
  await pause(2_100, signal);
}
