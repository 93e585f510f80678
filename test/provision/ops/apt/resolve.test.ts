import { describe, expect, test } from 'vitest';
import { dependsOf, type Package, parseIndex } from '../../../../provision/ops/apt/index.ts';
import { newerPackages, newPackages, removable } from '../../../../provision/ops/apt/resolve.ts';

function pack(name: string, depends = '', provides: readonly string[] = []): Package {
  return { name, version: '1', depends: dependsOf(depends), provides };
}

const names = (packages: readonly Package[]) => packages.map(({ name }) => name).sort();

describe('a Packages index', () => {
  test('is read with its epochs, alternatives, architectures and folded lines', () => {
    const text = `Package: redis-server\nVersion: 5:7.0.15-1~deb12u7\nPre-Depends: init-system-helpers (>= 1.54~)
Depends: lsb-base (>= 3.2-14) | sysvinit-utils,\n redis-tools (= 5:7.0.15-1~deb12u7)\nDescription: store\n more\n
Package: perl\nVersion: 5.36\nDepends: libperl5.36:any\nProvides: libtime-hires-perl (= 1), perl5\n`;
    const [redis, perl] = parseIndex(text);
    expect(redis).toEqual({
      name: 'redis-server',
      version: '5:7.0.15-1~deb12u7',
      depends: [['init-system-helpers'], ['lsb-base', 'sysvinit-utils'], ['redis-tools']],
      provides: [],
    });
    expect(perl).toMatchObject({ depends: [['libperl5.36']], provides: ['libtime-hires-perl', 'perl5'] });
  });
});

describe('what an installation brings', () => {
  const offered = [
    pack('server', 'common, tools | other-tools, mail-agent'),
    pack('common', 'libc'),
    pack('tools', 'libtools'),
    pack('other-tools'),
    pack('libtools'),
    pack('exim', '', ['mail-agent']),
    pack('libc'),
  ];

  test('is all that is needed and not there, and nothing else', () => {
    expect(names(newPackages(['server'], offered, [pack('libc')]))).toEqual([
      'common',
      'exim',
      'libtools',
      'server',
      'tools',
    ]);
  });

  test('counts an alternative and a provided name that are there as met', () => {
    const installed = [pack('libc'), pack('other-tools'), pack('postfix', '', ['mail-agent'])];
    expect(names(newPackages(['server'], offered, installed))).toEqual(['common', 'server']);
  });

  test('is nothing when it is all there', () => {
    expect(newPackages(['server'], offered, [pack('server', 'common')])).toEqual([]);
  });

  test('comes to an end when packages need each other', () => {
    const circle = [pack('a', 'b'), pack('b', 'a')];
    expect(names(newPackages(['a'], circle, []))).toEqual(['a', 'b']);
  });
});

describe('what may be removed again', () => {
  const ours = ['server', 'common', 'libtools'];
  const installed = [pack('server', 'common, libtools'), pack('common'), pack('libtools')];

  test('is all of ours while nobody else needs it', () => {
    expect([...removable(ours, installed)].sort()).toEqual(['common', 'libtools', 'server']);
  });

  test('is not what other software has come to need, nor what that needs in turn', () => {
    const theirs = [pack('their-program', 'tools-api'), pack('libtools', 'common', ['tools-api'])];
    const both = [...installed.filter(({ name }) => name !== 'libtools'), ...theirs];
    expect(removable(ours, both)).toEqual(['server']);
  });

  test('is nothing that is gone already', () => {
    expect(removable(ours, [pack('common')])).toEqual(['common']);
  });
});

describe('what an installation brings up to date', () => {
  const at = (version: string, ...packages: readonly Package[]) => packages.map((one) => ({ ...one, version }));
  const offered = [
    ...at(
      '10.2-1',
      pack('server', 'server-core, libc'),
      pack('server-core', 'common, libssl'),
      pack('common', 'server'),
    ),
    ...at('3.1', pack('libc'), pack('libssl')),
  ];

  test('is what was made from the same source and is older here, and nothing else of the system', () => {
    const installed = [...at('10.1-9', pack('server'), pack('common')), ...at('3.0', pack('libc'), pack('libssl'))];
    const found = newerPackages(['server', 'proxy'], offered, installed);
    expect(found.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(['common 10.2-1', 'server 10.2-1']);
  });

  test('is nothing where the server has the same or newer ones', () => {
    expect(newerPackages(['server'], offered, at('10.2-1', pack('server')))).toEqual([]);
    expect(newerPackages(['server'], offered, at('10.10-1', pack('server')))).toEqual([]);
  });
});
