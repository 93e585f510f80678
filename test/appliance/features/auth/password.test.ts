import { expect, test } from 'vitest';
import {
  hashPassword,
  nobodysHash,
  oneTimePassword,
  verifyPassword,
} from '../../../../appliance/features/auth/password.ts';
import { newPasswordSchema } from '../../../../appliance/features/auth/schema.ts';

test('a password fits its own hash only, however its letters are composed', async () => {
  const hash = await hashPassword('pa\u0301ssword – сложный');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword('p\u00e1ssword – сложный', hash)).toBe(true);
  expect(await verifyPassword('password – сложный', hash)).toBe(false);
});

test('two hashes of one password differ', async () => {
  expect(await hashPassword('the same one')).not.toBe(await hashPassword('the same one'));
});

test('nobody has the password of nobody', async () => {
  expect(await verifyPassword('', nobodysHash)).toBe(false);
  expect(await verifyPassword('anything at all', nobodysHash)).toBe(false);
});

test('a hash of an unknown form is an error, not a wrong password', async () => {
  await expect(verifyPassword('x', '$2b$12$abc')).rejects.toThrow(/unknown form/);
});

test('one-time passwords are long enough, readable and never the same', () => {
  const many = Array.from({ length: 500 }, oneTimePassword);
  expect(new Set(many).size).toBe(500);
  for (const one of many) {
    expect(one).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/);
    expect(newPasswordSchema.safeParse(one).success).toBe(true);
  }
});
