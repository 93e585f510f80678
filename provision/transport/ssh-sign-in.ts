import { readFile } from 'node:fs/promises';
import ssh2, { type AnyAuthMethod } from 'ssh2';
import { type ErrorCode, ProvisionError } from '../model/error.ts';
import { Secret } from '../model/secret.ts';
import { agentPlace } from './agent-place.ts';
import type { Credential } from './credential.ts';
import { type AskNow, answering } from './ssh-questions.ts';

/** How to sign in, ready to be tried once. */
export type SignIn = {
  /** The method to use among those the server offers, or undefined when none fits. */
  choose(offered: readonly string[]): AnyAuthMethod | undefined;
  /** What is wanted in words, for the refusal's message. */
  readonly name: string;
};

/** Reads and checks the credential before any connection. Rejects with TT-SSH-07 (key) or TT-SSH-10 (agent). */
export async function prepareSignIn(username: string, credential: Credential, ask?: AskNow): Promise<SignIn> {
  switch (credential.kind) {
    case 'password':
      return byPassword(username, credential.password, ask);
    case 'agent':
      return byAgent(username, credential.socketPath ?? agentPlace(process));
    case 'key':
      return byKey(username, credential.key, credential.passphrase);
    case 'key-file':
      return byKey(username, await keyFile(credential.path), credential.passphrase, credential.path);
  }
}

function byPassword(username: string, password: Secret, ask: AskNow | undefined): SignIn {
  return {
    name: 'password',
    choose(offered) {
      if (offered.includes('password')) return { type: 'password', username, password: password.reveal() };
      if (!offered.includes('keyboard-interactive')) return undefined;
      return { type: 'keyboard-interactive', username, prompt: answering(password, ask) };
    },
  };
}

/** The second proof that some servers want, which a person gives. */
export function secondProof(
  username: string,
  offered: readonly string[],
  ask: AskNow | undefined,
): AnyAuthMethod | undefined {
  if (ask === undefined || !offered.includes('keyboard-interactive')) return undefined;
  return { type: 'keyboard-interactive', username, prompt: answering(undefined, ask) };
}

async function byAgent(username: string, socketPath: string | undefined): Promise<SignIn> {
  if (socketPath === undefined || socketPath === '') throw agentFault('No SSH agent was found on this laptop.');
  const agent = ssh2.createAgent(socketPath);
  const keys = await new Promise<readonly unknown[]>((resolve, reject) => {
    const timer = setTimeout(() => reject(agentFault('The SSH agent did not answer within 5 s.')), 5_000);
    agent.getIdentities((error, found) => {
      clearTimeout(timer);
      if (error) reject(agentFault(`The SSH agent at ${socketPath} cannot be reached.`, error));
      else resolve(found ?? []);
    });
  });
  if (keys.length === 0) throw agentFault('The SSH agent holds no key; add one with ssh-add.');
  return publicKey('key of the agent', { type: 'agent', username, agent });
}

function agentFault(message: string, cause?: unknown): ProvisionError {
  return new ProvisionError({ code: 'TT-SSH-10', message, cause });
}

function byKey(username: string, key: Uint8Array | Secret, passphrase?: Secret, path = 'The private key'): SignIn {
  const bytes = Buffer.from(key instanceof Secret ? key.reveal() : key);
  const parsed = ssh2.utils.parseKey(bytes, passphrase?.reveal());
  if (parsed instanceof Error) throw keyFault(`${path} ${whyNotKey(parsed.message)}.`, parsed);
  const first = Array.isArray(parsed) ? parsed[0] : parsed;
  if (first?.isPrivateKey() !== true) throw keyFault(`${path} is a public key; the private one is needed.`);
  const secret = passphrase === undefined ? {} : { passphrase: passphrase.reveal() };
  return publicKey('key', { type: 'publickey', username, key: bytes, ...secret });
}

function whyNotKey(message: string): string {
  if (/no passphrase given/i.test(message)) return 'is protected by a passphrase, and none was given';
  if (/bad passphrase|integrity|bad decrypt|decrypt/i.test(message)) return 'was not opened: the passphrase is wrong';
  return 'is not a private key';
}

function keyFault(message: string, cause?: unknown): ProvisionError {
  return new ProvisionError({ code: 'TT-SSH-07' satisfies ErrorCode, message, cause });
}

async function keyFile(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw keyFault(`${path} ${why}.`, error);
  });
}

function publicKey(name: string, method: AnyAuthMethod): SignIn {
  return { name, choose: (offered) => (offered.includes('publickey') ? method : undefined) };
}
