import { describe, expect, test } from 'vitest';
import { spaceEnough } from '../../../provision/requirements/space-enough.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('space-enough', () => {
  const made = (free: number, inodes: number) =>
    factsOfHost('bookworm-16-cores', {
      storage: `== paths\n/\n== bytes\nF B U A C M\n/dev/sda1 500000000000 1 ${free} 1% /\n== inodes\nF B U A C M\n/dev/sda1 9000000 1 ${inodes} 1% /\n== mounts\n1 0 8:1 / / rw - ext4 /dev/sda1 rw\n`,
    });

  test('shows the sum when there is enough', () => {
    const verdict = spaceEnough.judge(factsOfHost('bookworm-16-cores'), wanted, {});
    expect(verdict).toMatchObject({
      kind: 'good',
      needed: expect.stringContaining('+ database log 4 GB + emergency reserve 2.1 GB + left free 1 GB = 9.5 GB'),
    });
  });

  test('must be fixed when something is lacking, and says how much', () => {
    expect(spaceEnough.judge(made(5_000_000_000, 900_000), wanted, {})).toMatchObject({
      kind: 'must-fix',
      measured: '5 GB free at /',
      why: ['/ lacks 4.5 GB.'],
    });
  });

  test('names inodes when only those are lacking', () => {
    const verdict = spaceEnough.judge(made(400_000_000_000, 100), wanted, {});
    expect(verdict).toMatchObject({ kind: 'must-fix', why: [expect.stringContaining('inodes')] });
  });

  test('asks for less where TeachTrack is installed already', () => {
    const installed =
      '== current\n/opt/teachtrack/releases/0.1.0\n== releases\n0.1.0\n== wanted\n== runs\n1\n== lock\n== alive\n== nginx\n';
    const verdict = spaceEnough.judge(factsOfHost('bookworm-16-cores', { teachtrack: installed }), wanted, {});
    expect(verdict).toMatchObject({ kind: 'good', needed: expect.not.stringContaining('database log') });
  });

  test('could not be checked without df', () => {
    expect(spaceEnough.judge(factsOfHost('bookworm-16-cores', { storage: 1 }), wanted, {}).kind).toBe(
      'could-not-check',
    );
  });
});
