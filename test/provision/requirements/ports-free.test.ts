import { describe, expect, test } from 'vitest';
import { portsFree } from '../../../provision/requirements/ports-free.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('ports-free', () => {
  const made = (...listeners: string[]) =>
    portsFree.judge(factsOfHost('bookworm-16-cores', { 'open-ports': `== ss\n${listeners.join('\n')}\n` }), wanted, {});

  test('is good when they are free, or held by programs that we use ourselves', () => {
    expect(portsFree.judge(factsOfHost('bookworm-16-cores'), wanted, {})).toMatchObject({
      kind: 'good',
      measured: 'all free',
    });
    expect(portsFree.judge(factsOfHost('bookworm-foreign-services'), wanted, {})).toMatchObject({
      kind: 'good',
      measured: 'held by programs that TeachTrack uses too: 80 by nginx, 3306 by mariadbd',
    });
  });

  test('does not mind who holds 6379, nor 443 when the site is plain', () => {
    expect(made('LISTEN 0 9 0.0.0.0:6379 0.0.0.0:* users:(("redis-server",pid=9,fd=3))').kind).toBe('good');
    const held = factsOfHost('bookworm-16-cores', {
      'open-ports': '== ss\nLISTEN 0 9 *:443 *:* users:(("caddy",pid=9,fd=3))\n',
    });
    expect(portsFree.judge(held, { ...wanted, tls: { kind: 'plain-lan' } }, {}).kind).toBe('good');
    expect(portsFree.judge(held, wanted, {}).kind).toBe('must-fix');
  });

  test('must be fixed when a stranger holds one, and names it in words', () => {
    const verdict = made(
      'LISTEN 0 9 *:80 *:* users:(("apache2",pid=812,fd=4),("apache2",pid=813,fd=4))',
      'LISTEN 0 9 127.0.0.1:3306 0.0.0.0:* users:(("docker-proxy",pid=77,fd=4))',
      'LISTEN 0 9 *:443 *:*',
    );
    expect(verdict).toMatchObject({
      kind: 'must-fix',
      measured:
        'port 80 is held by the Apache web server (apache2), process 812; port 3306 is held by a container (docker-proxy), process 77; port 443 is held by a program that does not show itself',
    });
  });

  test('could not be checked without an answer', () => {
    expect(portsFree.judge(factsOfHost('bookworm-16-cores', { 'open-ports': 1 }), wanted, {}).kind).toBe(
      'could-not-check',
    );
  });
});
