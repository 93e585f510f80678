import { expect, test } from 'vitest';
import { parseDestination } from '../../../installer/contract/destination.ts';

test.each([
  ['10.0.0.5', { host: '10.0.0.5' }],
  ['anna@10.0.0.5', { host: '10.0.0.5', user: 'anna' }],
  ['anna@Server.District.example:2222', { host: 'server.district.example', port: 2222, user: 'anna' }],
  ['fd00::5', { host: 'fd00::5' }],
  ['root@[fd00::5]:22', { host: 'fd00::5', port: 22, user: 'root' }],
  ['  anna@server\n', { host: 'server', user: 'anna' }],
])('%s is understood', (text, destination) => {
  expect(parseDestination(text)).toEqual({ kind: 'valid', destination });
});

test.each([
  ['', 'is neither an IP address nor a DNS name'],
  ['@server', 'there is no user name before the @'],
  ['server:0', 'is not a number from 1 to 65535'],
  ['server:70000', 'is not a number from 1 to 65535'],
  ['server:ssh', 'is not a number from 1 to 65535'],
  ['ser ver', 'is neither an IP address nor a DNS name'],
  ['-oProxyCommand=x', 'is neither an IP address nor a DNS name'],
  ['x'.repeat(10_000), 'is neither an IP address nor a DNS name'],
])('a destination that is not one is refused (%#)', (text, problem) => {
  const parsed = parseDestination(text);
  expect(parsed.kind).toBe('invalid');
  if (parsed.kind === 'invalid') {
    expect(parsed.problem).toContain(problem);
    expect(parsed.problem.length).toBeLessThan(250);
  }
});
