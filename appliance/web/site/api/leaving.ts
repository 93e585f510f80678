import { ApiError, call } from './client.ts';
import { forgetPerson } from './shared-device.ts';

/*
 * That somebody has left, or has locked the screen, is kept on this device until the server knows: it may be away at that
 * very moment, and the next person here must not come into an account that looked closed.
 */

const ended = 'teachtrack-ended';
const locked = 'teachtrack-locked';

/** Private browsing may refuse to keep anything: then it is known as long as the page lives. */
const memory = new Map<string, string>();

/** The person here has left. `isShared`: with what the device keeps of them, which goes once the server has answered. */
export function noteEnded(isShared: boolean): void {
  write(ended, isShared ? 'shared' : 'own');
}

/** Somebody has left, and the server does not know yet. */
export function isEnding(): boolean {
  return read(ended) !== null;
}

export function noteLocked(): void {
  write(locked, 'yes');
}

/** The screen is locked, and the server does not know yet. */
export function isLocking(): boolean {
  return read(locked) !== null;
}

export function forgetLocked(): void {
  remove(locked);
}

/** Somebody has signed in: what was left undone was of a session that no browser has any more. */
export function forgetMarks(): void {
  remove(ended);
  remove(locked);
}

/** Tells the server what it does not know yet. True when nobody is signed in any more; rejects with ApiError. */
export async function catchUp(): Promise<boolean> {
  const left = read(ended);
  if (left !== null) {
    await unlessSignedOut(call('/auth/logout', { method: 'POST' }));
    if (left === 'shared') await forgetPerson();
    forgetMarks();
    return true;
  }
  if (isLocking()) {
    await unlessSignedOut(call('/auth/lock', { method: 'POST' }));
    forgetLocked();
  }
  return false;
}

async function unlessSignedOut(answer: Promise<unknown>): Promise<void> {
  await answer.catch((error: unknown) => {
    if (!(error instanceof ApiError && error.code === 'not-signed-in')) throw error;
  });
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

function write(key: string, value: string): void {
  memory.set(key, value);
  try {
    window.localStorage.setItem(key, value);
  } catch {}
}

function remove(key: string): void {
  memory.delete(key);
  try {
    window.localStorage.removeItem(key);
  } catch {}
}
