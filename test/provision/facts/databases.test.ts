import { describe, expect, test } from 'vitest';
import { databases } from '../../../provision/facts/databases.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('databases', () => {
  test('of somebody else are seen', () => {
    expect(databases.parse(printed('bookworm-foreign-services', databases))).toMatchObject({
      exists: true,
      foreign: [{ name: 'school_library', tables: 1 }],
      otherDirectories: [],
    });
  });

  test('are none where there is no data directory', () => {
    expect(databases.parse(printed('bookworm-16-cores', databases))).toMatchObject({ exists: false, foreign: [] });
  });

  test('tell ours and the server’s own apart, with odd letters and another data directory', () => {
    const text =
      '== settings\n"/srv/data/" # moved\n/var/lib/mysql\n== folders\nmysql\t30\n#innodb_redo\t0\nlost+found\t0\nteachtrack\t40\nschule@002d7\t2\n';
    expect(databases.parse(text)).toEqual({
      dataDirectory: '/var/lib/mysql',
      exists: true,
      otherDirectories: ['/srv/data'],
      foreign: [{ name: 'schule-7', tables: 2 }],
      teachtrack: { name: 'teachtrack', tables: 40 },
    });
  });

  test('are ours beside our own only where TeachTrack made it', () => {
    const beside = ['restore', 'before', 'school', 'drill'].map((what) => `teachtrack_${what}\t40\n`);
    const folders = `== settings\n== folders\nmysql\t30\nteachtrack\t40\n${beside.join('')}teachtrack_old\t9\n`;
    expect(databases.parse(`${folders}== ours\nyes\n`).foreign).toEqual([{ name: 'teachtrack_old', tables: 9 }]);
    expect(databases.parse(`${folders}== ours\n`).foreign).toHaveLength(5);
  });

  test('are unknown when we may not look', () => {
    expect(() => databases.parse('== settings\n== folders\nclosed\n')).toThrow('only be read by root');
  });
});
