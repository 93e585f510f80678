import { describe, expect, test } from 'vitest';
import type { ExpectedSetting } from '../../../provision/tuning/file.ts';
import {
  compare,
  parseConfigGet,
  parseNginx,
  parseSwitch,
  parseSysctl,
  parseUnit,
  parseVariables,
} from '../../../provision/tuning/read-back.ts';

describe('what services show', () => {
  test('variables of a database, with empty values and tabs in them', () => {
    const found = parseVariables('max_connections\t2000\ninit_connect\t\nsql_mode\tA,B\tC\n');
    expect([...found]).toEqual([
      ['max_connections', '2000'],
      ['init_connect', ''],
      ['sql_mode', 'A,B\tC'],
    ]);
  });

  test('the configuration of Redis, whose empty values are empty lines', () => {
    expect(parseConfigGet('appendonly\nyes\nlogfile')).toEqual(
      new Map([
        ['appendonly', 'yes'],
        ['logfile', ''],
      ]),
    );
    const found = parseConfigGet('maxmemory\n1610612736\nsave\n\nappendonly\nyes\nlogfile\n\n');
    expect([...found]).toEqual([
      ['maxmemory', '1610612736'],
      ['save', ''],
      ['appendonly', 'yes'],
      ['logfile', ''],
    ]);
  });

  test('the configuration of nginx', () => {
    const found = parseNginx(
      '# configuration file x:\nworker_processes 16;\nevents {\n  worker_connections 8192;\n}\n',
    );
    expect([...found]).toEqual([
      ['worker_processes', '16'],
      ['worker_connections', '8192'],
    ]);
  });

  test('kernel settings and switches', () => {
    expect(parseSysctl('net.ipv4.ip_local_port_range = 10240\t65000\n').get('net.ipv4.ip_local_port_range')).toBe(
      '10240\t65000',
    );
    expect(parseSwitch('always [madvise] never')).toBe('madvise');
    expect(parseSwitch('nothing')).toBeUndefined();
  });

  test('units, whose CPU quota is shown as time', () => {
    const found = parseUnit('CPUQuotaPerSecUSec=4s\nMemoryMax=12884901888\nExecStart={ path=/a ; argv[]=/a -b=c }\n');
    expect(found.get('CPUQuota')).toBe('400');
    expect(found.get('MemoryMax')).toBe('12884901888');
    expect(parseUnit('CPUQuotaPerSecUSec=infinity\n').get('CPUQuota')).toBeUndefined();
  });
});

describe('compared with what was asked', () => {
  const source = { kind: 'database' } as const;
  const setting = (name: string, wanted: string, more: Partial<ExpectedSetting> = {}): ExpectedSetting => ({
    ...{ name, wanted, source },
    ...more,
  });

  test('the same in other words is no difference', () => {
    const expected = [setting('slow_query_log', '1'), setting('long_query_time', '1')];
    const found = new Map([
      ['slow_query_log', 'ON'],
      ['long_query_time', '1.000000'],
    ]);
    expect(compare(expected, found)).toEqual({ different: [], lawfullyDifferent: [], ofTheHost: [] });
  });

  test('a quietly lowered value is seen, and so is one that is missing', () => {
    const found = new Map([['max_connections', '214']]);
    expect(compare([setting('max_connections', '2000'), setting('gone', '1')], found).different).toEqual([
      { name: 'max_connections', wanted: '2000', found: '214' },
      { name: 'gone', wanted: '1', found: undefined },
    ]);
  });

  test('a value may lawfully differ, but not below its least', () => {
    const files = setting('open_files_limit', '65535', { mayDiffer: { least: 18_010, why: 'the system grants' } });
    expect(compare([files], new Map([['open_files_limit', '20000']])).lawfullyDifferent).toMatchObject([
      { found: '20000', why: 'the system grants' },
    ]);
    expect(compare([files], new Map([['open_files_limit', '1024']])).different).toHaveLength(1);
    expect(compare([files], new Map()).different).toHaveLength(1);
  });

  test('what belongs to the host is told apart', () => {
    const swap = setting('vm.swappiness', '10', { ofTheHost: true });
    expect(compare([swap], new Map([['vm.swappiness', '60']]))).toMatchObject({
      different: [],
      ofTheHost: [{ found: '60' }],
    });
  });
});
