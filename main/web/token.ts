import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits that whoever opens the window must know; they travel in the part of the address that is never sent. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes the same time for every wrong one. */
export function isToken(token: string, given: unknown): boolean {
  if (typeof given !== 'string' || given.length > 200) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(token), digest(given));
}
