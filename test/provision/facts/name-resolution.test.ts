import { describe, expect, test } from 'vitest';
import { nameResolution } from '../../../provision/facts/name-resolution.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('name-resolution', () => {
  test('knows the own name on a practice server, and no name server', () => {
    expect(nameResolution.parse(printed('bookworm-16-cores', nameResolution))).toEqual({
      ownNameFound: true,
      nameServers: [],
      names: {},
    });
  });

  test('tells where each name leads', () => {
    const text =
      '== own\n== servers\n192.0.2.53\n== names\nteachtrack.example\t192.0.2.1 2001:db8::1 \nother.example\t\n';
    expect(nameResolution.parse(text)).toEqual({
      ownNameFound: false,
      nameServers: ['192.0.2.53'],
      names: { 'teachtrack.example': ['192.0.2.1', '2001:db8::1'], 'other.example': [] },
    });
  });

  test('is unknown when a part is missing', () => {
    expect(() => nameResolution.parse('== own\n')).toThrow('missing');
  });
});
