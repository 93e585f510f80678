import { expect, test } from 'vitest';
import { databaseDraft, readDatabase } from '../../../renderer/screens/configure/database-answers.ts';

const there = { ...databaseDraft(undefined), isThere: true, host: '10.0.0.7', password: 'once' };

test('without a word the database is on this server', () => {
  expect(readDatabase(databaseDraft(undefined), undefined, false)).toEqual({
    ...{ kind: 'valid', database: undefined, password: undefined },
  });
});

test('the password is asked for once, and never among the answers', () => {
  const read = readDatabase(there, undefined, false);
  expect(read).toMatchObject({ kind: 'valid', password: 'once', database: { host: '10.0.0.7', tls: 'required' } });
  expect(read.kind === 'valid' && JSON.stringify(read.database)).not.toContain('once');
  expect(readDatabase({ ...there, password: '' }, undefined, false)).toMatchObject({
    problems: { password: 'is empty' },
  });
  expect(readDatabase({ ...there, password: '' }, undefined, true).kind).toBe('valid');
});

test('a file that is named stays named until a password is typed', () => {
  const before = { host: '10.0.0.7', administrator: { user: 'dba', passwordFile: '~/dba' } };
  const draft = { ...databaseDraft(before), isThere: true };
  expect(readDatabase(draft, before, true)).toMatchObject({ database: { administrator: before.administrator } });
  const typed = readDatabase({ ...draft, password: 'new' }, before, true);
  expect(typed).toMatchObject({ database: { administrator: { user: 'dba' } }, password: 'new' });
});

test('an unencrypted way needs a reason, and each field says what is wrong with it', () => {
  const read = readDatabase(
    { ...there, host: 'a b', port: '70000', isEncrypted: false, reason: 'no' },
    undefined,
    false,
  );
  expect(read).toEqual({
    kind: 'invalid',
    problems: {
      host: expect.stringContaining('neither'),
      port: 'is above 65535',
      ...(read.kind === 'invalid' && read.problems.reason !== undefined ? { reason: expect.any(String) } : {}),
    },
  });
  const reasoned = readDatabase({ ...there, isEncrypted: false, reason: 'no' }, undefined, false);
  expect(reasoned).toMatchObject({ problems: { reason: expect.stringContaining('too short') } });
});

test('a MySQL takes its passwords over an encrypted way only', () => {
  const open = { ...there, isEncrypted: false, reason: 'one cable between the two servers' };
  expect(readDatabase(open, undefined, false).kind).toBe('valid');
  expect(readDatabase({ ...open, product: 'mysql' }, undefined, false)).toMatchObject({
    problems: { tls: expect.stringContaining('cannot be waived for MySQL') },
  });
});

test('our database there has the usual name, or one that a database server takes and does not have itself', () => {
  const named = (name: string) => readDatabase({ ...there, name }, undefined, false);
  expect(named('teachtrack')).not.toHaveProperty('database.name');
  expect(named(' hill_2 ')).toMatchObject({ database: { name: 'hill_2' } });
  for (const name of ['', 'Hill', '2hill', 'hill-2', 'a`b', `a${'b'.repeat(40)}`])
    expect(named(name)).toMatchObject({ problems: { name: expect.stringContaining('is not a name of up to 40') } });
  for (const name of ['mysql', 'sys'])
    expect(named(name)).toMatchObject({ problems: { name: expect.stringContaining('of the server itself') } });
});
