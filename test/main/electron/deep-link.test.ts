import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDestination } from '../../../installer/contract/destination.ts';
import { deepLinkIn, destinationOf, parseDeepLink } from '../../../main/electron/deep-link.ts';

describe('a deep link', () => {
  test.each([
    ['teachtrack://attach?host=10.0.0.5', { host: '10.0.0.5', port: 22 }],
    [
      'teachtrack://attach/?host=srv.school.ke&port=2222&user=anna',
      { host: 'srv.school.ke', port: 2222, user: 'anna' },
    ],
    ['teachtrack://attach?host=fd00%3A%3A5&user=it-staff', { host: 'fd00::5', port: 22, user: 'it-staff' }],
  ])('%s names a server', (text, link) => {
    expect(parseDeepLink(text)).toEqual(link);
  });

  test.each([
    ['another scheme', 'https://attach?host=10.0.0.5'],
    ['another verb', 'teachtrack://install?host=10.0.0.5'],
    ['no host', 'teachtrack://attach'],
    ['an empty host', 'teachtrack://attach?host='],
    ['a host with a command', 'teachtrack://attach?host=10.0.0.5%3Breboot'],
    ['a host with a space', 'teachtrack://attach?host=10.0.0.5%20-oProxyCommand'],
    ['a host that is an option', 'teachtrack://attach?host=-oProxyCommand%3Dcalc'],
    ['a host with a line break', 'teachtrack://attach?host=10.0.0.5%0Ax'],
    ['a path', 'teachtrack://attach/../../etc?host=10.0.0.5'],
    ['a password', 'teachtrack://anna:secret@attach?host=10.0.0.5'],
    ['a password among the names', 'teachtrack://attach?host=10.0.0.5&password=x'],
    ['a name twice', 'teachtrack://attach?host=10.0.0.5&host=10.0.0.6'],
    ['a fragment', 'teachtrack://attach?host=10.0.0.5#/servers'],
    ['port 0', 'teachtrack://attach?host=10.0.0.5&port=0'],
    ['port 70000', 'teachtrack://attach?host=10.0.0.5&port=70000'],
    ['a port that is no number', 'teachtrack://attach?host=10.0.0.5&port=2e1'],
    ['an empty port', 'teachtrack://attach?host=10.0.0.5&port='],
    ['a user with an option', 'teachtrack://attach?host=10.0.0.5&user=-l'],
    ['a user with markup', 'teachtrack://attach?host=10.0.0.5&user=%3Cimg%20src%3Dx%3E'],
    ['another script', 'teachtrack://attach?host=sérver'],
    ['a very long one', `teachtrack://attach?host=10.0.0.5&user=${'a'.repeat(600)}`],
    ['nothing', ''],
  ])('with %s is none of ours', (_what, text) => {
    expect(parseDeepLink(text)).toBeUndefined();
  });

  test('no text at all makes it throw, and what comes through is plain', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((rest) => `teachtrack://attach?host=10.0.0.5&${rest}`),
    );
    fc.assert(
      fc.property(text, (one) => {
        const link = parseDeepLink(one);
        if (link !== undefined) expect(link.host).toMatch(/^[a-z0-9.:-]+$/);
      }),
      { numRuns: 500 },
    );
  });

  test('becomes what the connect page reads', () => {
    for (const link of [
      { host: 'fd00::5', port: 22, user: 'anna' },
      { host: 'srv.school.ke', port: 2222 },
    ]) {
      expect(parseDestination(destinationOf(link))).toEqual({ kind: 'valid', destination: link });
    }
  });

  test('is found among the arguments of a start, the last one', () => {
    const argv = ['/opt/app', '--flag', 'teachtrack://attach?host=10.0.0.1', 'teachtrack://attach?host=10.0.0.2'];
    expect(deepLinkIn(argv)).toEqual({ host: '10.0.0.2', port: 22 });
    expect(deepLinkIn(['/opt/app', 'file:///etc/passwd'])).toBeUndefined();
    expect(deepLinkIn([])).toBeUndefined();
  });
});
