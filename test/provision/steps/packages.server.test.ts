import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../provision/model/json.ts';
import type { Transport } from '../../../provision/model/transport.ts';
import { packagesInstalled } from '../../../provision/steps/packages/installed.ts';
import { builtBundle } from '../../e2e/built-bundle.ts';
import { type PracticeServer, startPracticeServer } from '../../practice-server/practice-server.ts';
import { newPass, reachAsRoot } from './given-server.ts';

const folder = '/var/lib/teachtrack/staging/1.0.0/packages';
const states = `dpkg-query -W -f='\${Package} \${db:Status-Abbrev}\\n' | grep -v ' rc'`;
const mebibyte = 1024 ** 2;

let server: PracticeServer;
let transport: Transport;
let before: string;

beforeAll(async () => {
  const [bundle, started] = await Promise.all([builtBundle(), startPracticeServer({ cores: 4 })]);
  server = started;
  transport = await reachAsRoot(server);
  await server.mustExec(['mkdir', '-p', folder]);
  await server.mustExec(['tar', '-x', '-C', folder], {
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

const undo = (receipt: JsonObject) => packagesInstalled.undo({ ...newPass(transport), removeData: true }, receipt);

/** One package half unpacked and others without what they need; most of the database server unpacked. */
const rooms = [5 * mebibyte, 90 * mebibyte];

describe('packages whose disk got full while they were unpacked', () => {
  test.each(rooms)('are taken away again after %i bytes', async (room) => {
    await undo(await fails(room));
    expect(await server.mustExec(states)).toBe(before);
  });

  test('are installed when there is room again, brought up to date by an install alone, and taken away', async () => {
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
    await undo(receipt);
    expect(await server.mustExec(states)).toBe(before);
  });
});
