import { describe, expect, test } from 'vitest';
import { namesResolve } from '../../../provision/requirements/names-resolve.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('names-resolve', () => {
  const named = { ...wanted, names: ['teachtrack.example'], addresses: ['192.0.2.1'] };
  const made = (to: string, own = '127.0.1.1 school') =>
    namesResolve.judge(
      factsOfHost('bookworm-16-cores', {
        'name-resolution': `== own\n${own}\n== servers\n== names\nteachtrack.example\t${to}\n`,
      }),
      named,
      {},
    );

  test('is good when names lead to the server, and where none are wanted', () => {
    expect(made('192.0.2.1').kind).toBe('good');
    expect(namesResolve.judge(factsOfHost('bookworm-16-cores'), wanted, {}).kind).toBe('good');
  });

  test('could be better when they do not, with the lines for the DNS', () => {
    expect(made('')).toMatchObject({
      kind: 'could-be-better',
      measured: 'teachtrack.example is not known',
      ticket: 'Please enter in our DNS: teachtrack.example A 192.0.2.1.',
    });
    expect(made('192.0.2.9')).toMatchObject({ measured: 'teachtrack.example leads to 192.0.2.9' });
  });

  test('could be better when the server does not know its own name', () => {
    expect(made('192.0.2.1', '')).toMatchObject({
      kind: 'could-be-better',
      measured: 'the server does not find its own name',
    });
  });

  test('could not be checked when the names were not looked up', () => {
    expect(namesResolve.judge(factsOfHost('bookworm-16-cores'), named, {}).kind).toBe('could-not-check');
  });
});
