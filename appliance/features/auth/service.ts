import { record } from '../../database/audit.ts';
import type { Services } from '../../services.ts';
import { ProblemError } from '../common/problem.ts';
import { createHashingQueue, type HashingQueue } from './hashing-queue.ts';
import { hashPassword, nobodysHash, verifyPassword } from './password.ts';
import type { ChangePasswordRequest, SignInRequest } from './schema.ts';
import type { Device, Sessions } from './sessions.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { findByName, passwordHashOf, setPassword, signInName } from './users.ts';

export type From = Device & { readonly address: string };

export type Authentication = {
  /** Gives the token of a new session. Throws `sign-in-failed`, `too-many-attempts` or `busy`. */
  signIn(request: SignInRequest, from: From): Promise<string>;
  /** Ends all other sessions of the user. */
  changePassword(userId: string, token: string, request: ChangePasswordRequest, address: string): Promise<void>;
  /** Throws `sign-in-failed` or `too-many-attempts` unless this is the person's password. */
  confirm(userId: string, password: string, address: string): Promise<void>;
  /** Hashes within the limit on hashing. */
  hash(password: string): Promise<string>;
  /** Looks at a PIN within the limit on hashing. */
  matches(text: string, hash: string): Promise<boolean>;
  readonly throttle: Throttle;
};

export function createAuthentication(services: Services, sessions: Sessions): Authentication {
  const { db, settings } = services;
  const throttle = createThrottle(services.cache);
  const hashing: HashingQueue = createHashingQueue({
    concurrency: settings.signIn.concurrency,
    waiting: 100 * settings.signIn.concurrency,
    deadlineMs: 8_000,
  });

  async function confirm(userId: string, password: string, address: string): Promise<void> {
    await throttle.guess({ name: userId, address }, async () => {
      const current = await passwordHashOf(db, userId);
      if (await hashing.run(() => verifyPassword(password, current))) return;
      throw new ProblemError('sign-in-failed', 'The current password is wrong.');
    });
  }

  return {
    async signIn(request, { address, ...device }) {
      const user = await throttle.guess({ name: signInName(request.name), address }, async () => {
        const found = await findByName(db, request.name);
        const right = await hashing.run(() => verifyPassword(request.password, found?.passwordHash ?? nobodysHash));
        if (found?.active === true && right) return found;
        throw new ProblemError('sign-in-failed', 'The name or the password is wrong.');
      });
      await db.updateTable('user').set({ last_sign_in_at: new Date() }).where('id', '=', user.id).execute();
      return sessions.create(user.id, device);
    },

    async changePassword(userId, token, { currentPassword, newPassword }, address) {
      await confirm(userId, currentPassword, address);
      if (newPassword === currentPassword) {
        throw new ProblemError('invalid-request', 'The new password must differ from the current one.', {
          issues: [{ path: 'body.newPassword', message: 'must differ from the current password' }],
        });
      }
      const hash = await hashing.run(() => hashPassword(newPassword));
      await db.transaction().execute(async (transaction) => {
        await setPassword(transaction, userId, hash, false);
        await record(transaction, { action: 'password.changed', object: `user ${userId}`, actorId: userId });
      });
      await sessions.endAll(userId, token);
    },

    confirm,
    hash: (password) => hashing.run(() => hashPassword(password)),
    matches: (text, hash) => hashing.run(() => verifyPassword(text, hash)),
    throttle,
  };
}
