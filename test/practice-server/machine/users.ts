import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../host/run.ts';

const userNames = ['root', 'anna', 'nopass', 'plain'] as const;
export type UserName = (typeof userNames)[number];

/** One account of a practice server. Passwords and keys are made for each server and die with it. */
export type PracticeUser = {
  readonly name: UserName;
  readonly password: string;
  /** OpenSSH ed25519 private key without passphrase. */
  readonly keyFile: string;
  /** Another one, which `passphrase` opens. */
  readonly lockedKeyFile: string;
  readonly passphrase: string;
};

export type PracticeUsers = Readonly<Record<UserName, PracticeUser>>;

export async function makeUsers(keysFolder: string): Promise<PracticeUsers> {
  mkdirSync(keysFolder, { recursive: true, mode: 0o700 });
  const made = await Promise.all(userNames.map((name) => makeUser(name, keysFolder)));
  return Object.fromEntries(made.map((user) => [user.name, user])) as PracticeUsers;
}

async function makeUser(name: UserName, keysFolder: string): Promise<PracticeUser> {
  const password = randomBytes(12).toString('base64url');
  const passphrase = randomBytes(12).toString('base64url');
  const keyFile = join(keysFolder, name);
  const lockedKeyFile = join(keysFolder, `${name}-locked`);
  await Promise.all([makeKey(keyFile, ''), makeKey(lockedKeyFile, passphrase)]);
  return { name, password, keyFile, lockedKeyFile, passphrase };
}

export async function makeKey(file: string, passphrase: string, comment = 'practice'): Promise<void> {
  await must(['ssh-keygen', '-q', '-t', 'ed25519', '-a', '16', '-N', passphrase, '-C', comment, '-f', file]);
}

export function authorizedKeys(user: PracticeUser): string {
  return [user.keyFile, user.lockedKeyFile].map((file) => readFileSync(`${file}.pub`, 'utf8')).join('');
}
