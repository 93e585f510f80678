import { describe, expect, test } from 'vitest';
import { services } from '../../../provision/facts/services.ts';
import { printed } from '../../fixtures/hosts/recorded.ts';

describe('services', () => {
  test('are told by unit and by package', () => {
    const { units, packages } = services.parse(printed('bookworm-foreign-services', services));
    expect(units.map(({ unit, kind, running }) => [unit, kind, running])).toEqual([
      ['mariadb.service', 'database', true],
      ['redis-server.service', 'redis', true],
      ['nginx.service', 'nginx', true],
    ]);
    expect(packages.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['mariadb-server', 'redis-server', 'nginx']),
    );
  });

  test('are none on a fresh server', () => {
    expect(services.parse(printed('trixie-4-cores', services))).toEqual({ units: [], packages: [] });
  });

  test('show one that the administrator has masked', () => {
    const text =
      '== units\nId=nginx.service\nLoadState=masked\nActiveState=inactive\nUnitFileState=masked\n== packages\n';
    expect(services.parse(text).units).toEqual([
      { unit: 'nginx.service', kind: 'nginx', running: false, enabled: 'masked' },
    ]);
  });

  test('are unknown when systemd does not answer', () => {
    expect(() => services.parse('== units\nmissing\n== packages\n')).toThrow('systemd');
  });
});
