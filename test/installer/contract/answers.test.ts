import { describe, expect, test } from 'vitest';
import { parseAnswers, wantedFrom } from '../../../installer/contract/answers.ts';

function problems(value: unknown): string[] {
  const parsed = parseAnswers(value);
  return parsed.kind === 'valid' ? [] : parsed.problems.map((one) => `${one.place}: ${one.problem}`);
}

describe('answers', () => {
  test('the shortest file is enough, the rest has defaults', () => {
    const parsed = parseAnswers({ version: 1 });
    expect(parsed.kind).toBe('valid');
    if (parsed.kind !== 'valid') return;
    const wanted = wantedFrom(parsed.answers, {
      tier: 500,
      addresses: ['10.0.0.5'],
      names: [],
      timeZone: 'Africa/Nairobi',
    });
    expect(wanted).toMatchObject({ tier: 500, addresses: ['10.0.0.5'], displayName: 'TeachTrack' });
  });

  test.each([
    [{ version: 2 }, 'version: is not 1: this program reads answers of version 1'],
    [{ version: 1, teir: 500 }, 'teir: is not a known field'],
    [{ version: 1, server: { hots: 'x' } }, 'server.hots: is not a known field'],
    [{ version: 1, tier: 1000 }, 'tier: is not 150, 500 or 2000'],
    [{ version: 1, addresses: ['300.1.1.1'] }, 'addresses.0: is not an IPv4 or IPv6 address'],
    [{ version: 1, server: { port: 0 } }, 'server.port: is below 1'],
    [{ version: 1, server: { port: 70000 } }, 'server.port: is above 65535'],
    [{ version: 1, server: { host: 'two words' } }, 'server.host: is neither an IP address nor a DNS name'],
    [{ version: 1, timeZone: 'Mars/Base' }, 'timeZone: is not a time zone such as Africa/Nairobi'],
    [{ version: 1, displayName: '   ' }, 'displayName: is empty'],
    [{ version: 1, displayName: 'a\nb' }, 'displayName: has a line break or a control character'],
    [{ version: 1, displayName: 'x'.repeat(10_000) }, 'displayName: is longer than 60 characters'],
    [{ version: 1, names: 'school' }, 'names: should be a list'],
    [
      { version: 1, overrides: [{ requirement: 'link-speed', reason: 'ok' }] },
      'overrides.0.reason: is too short to be a reason: say in 10 characters or more why',
    ],
    [
      { version: 1, raisedSubnets: [{ cidr: '10.0.0.0/40', label: 'x' }] },
      'raisedSubnets.0.cidr: is not a subnet such as 10.20.0.0/16',
    ],
    ['a text', 'the file: should be a group of fields'],
    [null, 'the file: should be a group of fields'],
  ])('refused with its place (%#)', (value, problem) => {
    expect(problems(value)).toContain(problem);
  });

  test('addresses of both families, names in any case and other scripts in the display name are taken', () => {
    const value = {
      version: 1,
      displayName: 'Mkoa wa Mwanza 学校',
      names: ['TeachTrack.Local'],
      addresses: ['fd00::5', '192.168.1.20'],
      server: { host: 'fd00::5', port: 2222 },
    };
    const parsed = parseAnswers(value);
    expect(parsed).toMatchObject({ kind: 'valid', answers: { names: ['teachtrack.local'] } });
  });
});
