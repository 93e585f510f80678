import { describe, expect, test } from 'vitest';
import { noForeignDatabase } from '../../../provision/requirements/no-foreign-database.ts';
import { factsOfHost } from '../../fixtures/hosts/recorded.ts';
import { wanted } from '../../fixtures/hosts/wanted.ts';

describe('no-foreign-database', () => {
  test('is good without any, and with ours only', () => {
    expect(noForeignDatabase.judge(factsOfHost('bookworm-16-cores'), wanted, {})).toMatchObject({
      kind: 'good',
      measured: 'none',
    });
    const ours = factsOfHost('bookworm-16-cores', {
      databases: '== settings\n== folders\nmysql\t30\nteachtrack\t40\n',
    });
    expect(noForeignDatabase.judge(ours, wanted, {})).toMatchObject({
      kind: 'good',
      measured: "TeachTrack's own only",
    });
  });

  test('must be fixed with data of somebody else, whatever the reason given', () => {
    const verdict = noForeignDatabase.judge(factsOfHost('bookworm-foreign-services'), wanted, {});
    expect(verdict).toMatchObject({ kind: 'must-fix', measured: 'school_library (1 table)' });
    expect(verdict).toHaveProperty('fix', expect.stringMatching(/another server.*move those databases/s));
    expect(noForeignDatabase).toMatchObject({ overridable: false, code: 'TT-DATA-01' });
  });

  test('is advice where TeachTrack is installed: it goes on beside what its administrator added', () => {
    const made = (current: string) =>
      factsOfHost('bookworm-16-cores', {
        databases:
          '== settings\n== folders\nmysql\t30\nteachtrack\t40\nteachtrack_drill\t40\nmoodle\t300\n== ours\nyes\n',
        teachtrack: `== current\n${current}\n== releases\n== wanted\n== runs\n1\n== lock\n== alive\n== nginx\n`,
      });
    const installed = noForeignDatabase.judge(made('/opt/teachtrack/releases/0.1.0'), wanted, {});
    expect(installed).toMatchObject({ kind: 'could-be-better', measured: 'moodle (300 tables)' });
    const kept = noForeignDatabase.judge(made(''), wanted, {});
    expect(kept).toMatchObject({ kind: 'must-fix', measured: 'moodle (300 tables)' });
  });

  test('counts a data directory elsewhere, whose content we do not see', () => {
    const made = factsOfHost('bookworm-16-cores', { databases: '== settings\n/srv/mysql\n== folders\nmissing\n' });
    expect(noForeignDatabase.judge(made, wanted, {})).toMatchObject({
      kind: 'must-fix',
      measured: 'a data directory at /srv/mysql',
    });
  });

  test('could not be checked by who may not look', () => {
    const closed = factsOfHost('bookworm-16-cores', { databases: '== settings\n== folders\nclosed\n' });
    expect(noForeignDatabase.judge(closed, wanted, {}).kind).toBe('could-not-check');
  });
});
