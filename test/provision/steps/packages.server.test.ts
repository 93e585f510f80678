import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../provision/model/json.ts';
import type { Kept } from '../../../provision/model/step.ts';
import type { Transport } from '../../../provision/model/transport.ts';
import { packagesInstalled } from '../../../provision/steps/packages/installed.ts';
import { packagesStillOurs } from '../../../provision/steps/packages/leftovers.ts';
import { nginxPage } from '../../../provision/steps/readings.ts';
import { builtBundle } from '../../e2e/built-bundle.ts';
import { type PracticeServer, startPracticeServer } from '../../practice-server/practice-server.ts';
import { newPass, reachAsRoot } from './given-server.ts';

const staged = '/var/lib/teachtrack/staging/1.0.0/packages';
const states = `dpkg-query -W -f='\${Package} \${db:Status-Abbrev}\\n' | grep -v ' rc'`;
const mebibyte = 1024 ** 2;

let server: PracticeServer;
let transport: Transport;
let before: string;
/** Whole. */
let installed: Kept;

beforeAll(async () => {
  const [bundle, started] = await Promise.all([builtBundle(), startPracticeServer({ cores: 4 })]);
  server = started;
  transport = await reachAsRoot(server);
  await server.mustExec(['mkdir', '-p', staged]);
  await server.mustExec(['tar', '-x', '-C', staged], {
    stdin: await readFile(`${bundle.path}/packages-bookworm.tar`),
  });
  before = await server.mustExec(states);
});
afterAll(async () => {
  await transport?.close();
  await server?.stop();
});

async function pending(): Promise<JsonObject> {
  const check = await packagesInstalled.check(newPass(transport));
  if (check.kind !== 'pending') throw new Error('nothing is to be installed');
  return check.receipt;
}

/** The packages begin to be installed on a disk with so much room; then there is room again. */
async function fails(leaveBytes: number): Promise<JsonObject> {
  const receipt = await pending();
  await server.fillDisk(leaveBytes);
  try {
    await expect(packagesInstalled.apply(newPass(transport), receipt)).rejects.toMatchObject({ code: 'TT-FILE-01' });
  } finally {
    await server.freeDisk();
  }
  return receipt;
}

const undo = (receipt: JsonObject, { removeData } = { removeData: true }) =>
  packagesInstalled.undo({ ...newPass(transport), removeData }, receipt);

const stillOurs = (kept: Kept, { removeData } = { removeData: true }) =>
  packagesStillOurs({ ...newPass(transport), removeData }, kept);

/** One package half unpacked and others without what they need; most of the database server unpacked. */
const rooms = [5 * mebibyte, 90 * mebibyte];

describe('packages whose disk got full while they were unpacked', () => {
  test.each(rooms)('are taken away again after %i bytes', async (room) => {
    await undo(await fails(room));
    expect(await server.mustExec(states)).toBe(before);
  });

  test('are installed when there is room again, and brought up to date by an install alone', async () => {
    const receipt = await fails(12 * mebibyte);
    await packagesInstalled.apply(newPass(transport), await pending());
    expect(await packagesInstalled.check(newPass(transport))).toMatchObject({ kind: 'satisfied' });
    const version = () => server.mustExec('dpkg-query -W nginx | cut -f 2');
    const offered = await version();
    await server.mustExec("sed -i '/^Package: nginx$/,/^$/ s/^Version: .*/Version: 1.0-1/' /var/lib/dpkg/status");
    expect(await packagesInstalled.check(newPass(transport))).toMatchObject({ kind: 'satisfied' });
    const installing = () => ({ ...newPass(transport), updatesPackages: true });
    expect(await packagesInstalled.check(installing())).toMatchObject({
      kind: 'pending',
      changes: [
        { kind: 'package', name: 'nginx', version: offered, action: 'update' },
        { kind: 'unit', name: 'nginx.service', action: 'restart' },
      ],
    });
    await packagesInstalled.apply(installing(), {});
    expect(await packagesInstalled.check(installing())).toMatchObject({ kind: 'satisfied' });
    expect(await version()).toBe(offered);
    installed = { receipt, changes: [] };
  });
});

const folder = (path: string) => ({ kind: 'directory', path, action: 'create' }) as const;

describe('packages that are taken away', () => {
  test('stay, all of them, while other programs keep databases where ours goes', async () => {
    const withPackages = await server.mustExec(states);
    await server.mustExec(['mkdir', '/var/lib/mysql/moodle', '/var/lib/mysql/teachtrack_drill']);
    for (const asked of [() => stillOurs(installed), () => undo(installed.receipt)])
      await expect(asked()).rejects.toMatchObject({
        code: 'TT-DATA-01',
        message: expect.stringContaining('moodle, which is not ours'),
        evidence: ['/var/lib/mysql/moodle'],
      });
    expect(await server.mustExec(states)).toBe(withPackages);
    await stillOurs(installed, { removeData: false });
    await server.mustExec(['rmdir', '/var/lib/mysql/moodle']);
    await stillOurs(installed);
  });

  test('while the data stays, are not ours any more: who brings them again keeps them, and their data', async () => {
    await undo(installed.receipt, { removeData: false });
    expect(await server.mustExec(states)).toBe(before);
    const data = ['/var/lib/mysql', '/var/lib/redis'];
    const left = await stillOurs(
      {
        ...installed,
        changes: [...data.map(folder), { kind: 'package', name: 'nginx', version: '1', action: 'install' }],
      },
      { removeData: false },
    );
    expect(left.changes).toEqual(data.map(folder));
    const theirs = ['mariadb-server', 'nginx'];
    for (const name of theirs) await server.mustExec(bringPackage(name));
    await server.mustExec(`mkdir -p /var/lib/mysql/moodle /var/www/html && touch ${nginxPage}`);
    expect((await stillOurs(left)).changes).toEqual([folder('/var/lib/redis')]);
    await undo(left.receipt);
    expect(await server.mustExec(states)).toContain('mariadb-server ii');
    const kept = ['/var/lib/mysql/moodle', nginxPage];
    expect(await server.mustExec(`ls -d ${kept.join(' ')} /var/lib/redis 2>/dev/null || true`)).toBe(
      kept.sort().join('\n'),
    );
    await server.mustExec(['dpkg', '--purge', ...theirs]);
    await server.mustExec('rm -r /var/lib/mysql/moodle /var/www');
    await undo(left.receipt);
    expect(await server.mustExec(states)).toBe(before);
    expect(
      await server.mustExec('ls -d /var/lib/mysql /etc/mysql 2>/dev/null || true; getent passwd mysql || true'),
    ).toBe('');
  });
});

/** As somebody else does: a package of that name, with nothing in it. */
function bringPackage(name: string): string {
  const control = ['Package: $N', 'Version: 99', 'Architecture: all', 'Maintainer: it', 'Description: theirs', ''];
  return `N=${name}; mkdir -p /tmp/$N/DEBIAN && printf '%s\n' ${control.map((line) => `"${line}"`).join(' ')} >/tmp/$N/DEBIAN/control &&
    dpkg-deb --build /tmp/$N >/dev/null && dpkg -i /tmp/$N.deb >/dev/null && rm -r /tmp/$N /tmp/$N.deb`;
}
