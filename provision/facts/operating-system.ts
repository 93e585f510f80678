import type { Fact } from '../model/fact.ts';
import { lines } from './text.ts';

/** Out of `/etc/os-release`; `version` and `codename` are absent on rolling systems such as Debian sid. */
export type OperatingSystem = {
  readonly id: string;
  readonly name: string;
  readonly version?: string;
  readonly codename?: string;
};

export const operatingSystem: Fact<OperatingSystem> = {
  id: 'operating-system',
  title: 'Operating system',
  script: `if [ -r /etc/os-release ]; then cat /etc/os-release; else cat /usr/lib/os-release; fi`,
  parse(stdout) {
    const found = new Map(lines(stdout).flatMap(assignment));
    const id = found.get('ID');
    if (id === undefined || id === '') throw new Error('/etc/os-release has no ID');
    const version = found.get('VERSION_ID');
    const codename = found.get('VERSION_CODENAME');
    return {
      id,
      name: found.get('PRETTY_NAME') ?? found.get('NAME') ?? id,
      ...(version === undefined ? {} : { version }),
      ...(codename === undefined ? {} : { codename }),
    };
  },
};

/** os-release(5): `NAME=value`, where the value may be in single or double quotes. */
function assignment(line: string): [string, string][] {
  const match = /^\s*([A-Z0-9_]+)=(.*)$/.exec(line);
  if (match === null) return [];
  const [, name = '', raw = ''] = match;
  return [
    [
      name,
      raw
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2')
        .replace(/\\(.)/g, '$1'),
    ],
  ];
}
