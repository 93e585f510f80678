import { expect } from 'vitest';
import type { BuiltBundle } from '../../installer/bundle/build.ts';
import type { PracticeServer } from '../practice-server/practice-server.ts';

/** What an install brings where nobody asks for a local name. */
const always = ['logrotate', 'mariadb-server', 'nftables', 'nginx', 'procps', 'redis-server'];

/** The packages on an installed server are those of the bundle, to the version, and whole. */
export async function broughtAll(server: PracticeServer, { manifest }: BuiltBundle, suite: string): Promise<void> {
  const offered = manifest.packages.find((one) => one.suite === suite)?.list ?? [];
  // biome-ignore lint/suspicious/noTemplateCurlyInString: placeholders of dpkg-query
  const query = ['dpkg-query', '-W', '-f=${Package} ${Version} ${db:Status-Status}\\n'];
  const installed = (await server.mustExec(query)).split('\n');
  const lines = always.map((name) => `${name} ${offered.find((one) => one.name === name)?.version} installed`);
  expect(lines.filter((line) => !installed.includes(line))).toEqual([]);
  expect(await server.mustExec(['dpkg', '--audit'])).toBe('');
}
