import { expect, test } from 'vitest';
import { credentialOf, type Draft, emptyDraft, problemsOf } from '../../../renderer/screens/connect/sign-in.ts';

const draft = (part: Partial<Draft>): Draft => ({ ...emptyDraft, user: 'anna', ...part });

test.each([
  ['nothing typed', draft({ user: ' ' }), { user: 'user-empty', password: 'password-empty' }],
  ['a user with a space', draft({ user: 'anna otieno', password: 'x' }), { user: 'user-odd' }],
  ['a user of 65 characters', draft({ user: 'a'.repeat(65), password: 'x' }), { user: 'user-odd' }],
  ['a password pasted with its line break', draft({ password: 'secret\n' }), { password: 'password-break' }],
  ['10,000 characters', draft({ password: 'x'.repeat(10_000) }), { password: 'password-long' }],
  ['a password in another script', draft({ password: 'пароль密码' }), {}],
  ['no key file', draft({ way: 'key' }), { key: 'key-empty' }],
  ['a file that is no key', draft({ way: 'key', key: { name: 'x', text: 'hello' } }), { key: 'not-a-key' }],
  [
    'a protected key without its passphrase',
    draft({
      way: 'key',
      key: { name: 'x', text: '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA\n-----END ENCRYPTED PRIVATE KEY-----' },
    }),
    { passphrase: 'passphrase-empty' },
  ],
  ['a path, whose file only the program can read', draft({ way: 'key', key: { name: 'x', path: '~/.ssh/id' } }), {}],
  ['the agent', draft({ way: 'agent' }), {}],
] as const)('%s', (_what, given, problems) => {
  expect(problemsOf(given)).toEqual(problems);
});

test('what is sent is what the way needs, and no more', () => {
  const all = {
    user: 'anna',
    password: 'secret',
    passphrase: 'phrase',
    key: { name: 'id', path: '/k/id', text: 'KEY' },
  };
  expect(credentialOf(draft({ ...all, way: 'password' }))).toEqual({ kind: 'password', password: 'secret' });
  expect(credentialOf(draft({ ...all, way: 'key' }))).toEqual({
    kind: 'key-file',
    path: '/k/id',
    passphrase: 'phrase',
  });
  expect(credentialOf(draft({ way: 'key', key: { name: 'id', text: 'KEY' } }))).toEqual({ kind: 'key', key: 'KEY' });
  expect(credentialOf(draft({ ...all, way: 'agent' }))).toEqual({ kind: 'agent' });
  expect(credentialOf(draft({ ...all, way: 'remembered' }))).toEqual({ kind: 'remembered' });
});
