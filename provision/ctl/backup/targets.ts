import { existsSync, readFileSync, rmSync } from 'node:fs';
import { serverBackupPaths } from '../../backup/here.ts';
import { type BackupsState, tellBackups } from '../../backup/state.ts';
import { placeOf } from '../../backup/targets/copy.ts';
import { newMountPointOf } from '../../backup/targets/folder.ts';
import { hostKeyOf, targetKey } from '../../backup/targets/identity.ts';
import {
  parseTarget,
  partsOfShare,
  readTargets,
  type SftpTarget,
  type SmbTarget,
  type Target,
  whereOf,
  writeTargets,
} from '../../backup/targets/settings.ts';
import { sftpKeyPath } from '../../backup/targets/sftp.ts';
import { smbPasswordPath } from '../../backup/targets/smb.ts';
import { writeDurable } from '../../engine/durable.ts';
import { ProvisionError } from '../../model/error.ts';
import type { Ops } from '../../ops/command.ts';
import { readState } from '../../ops/state-file.ts';
import { type Command, type Flags, needed, text, usage } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { World } from '../world.ts';
import { bringSmbClient } from './smb-client.ts';

export const backupTargets: Command = {
  name: 'backup targets',
  usage:
    '[--add-folder PATH [--not-mounted] | --add-sftp USER@HOST --folder PATH [--port N] --host-key SHA256:… | --add-smb //HOST/SHARE[/FOLDER] --user NAME [--domain NAME] [--signed-only] --password-stdin] [--id NAME] [--patience SECONDS] | --test NAME | --remove NAME  [--json]',
  summary:
    'where copies of every backup go: a disk or share that is mounted, another server, or a share of Windows or a NAS',
  options: {
    'add-folder': { type: 'string' },
    'not-mounted': { type: 'boolean' },
    'add-sftp': { type: 'string' },
    'add-smb': { type: 'string' },
    user: { type: 'string' },
    domain: { type: 'string' },
    'signed-only': { type: 'boolean' },
    'password-stdin': { type: 'boolean' },
    folder: { type: 'string' },
    port: { type: 'string' },
    'host-key': { type: 'string' },
    id: { type: 'string' },
    patience: { type: 'string' },
    test: { type: 'string' },
    remove: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(world, flags) {
    const { transport, signal } = world;
    const ops: Ops = { transport, signal, say: () => {} };
    const said = await change(ops, flags, world);
    const targets = readTargets();
    await forgetOthers(world, ops, targets);
    if (flags['json'] === true) world.out(JSON.stringify({ targets: targets.map(known), ...said }));
    else world.out([...said.lines, ...listed(targets)].join('\n'));
    return exitCodes.ok;
  },
};

type Said = { readonly lines: readonly string[]; readonly publicKey?: string };

async function change(ops: Ops, flags: Flags, world: World): Promise<Said> {
  const kinds = ['add-folder', 'add-sftp', 'add-smb', 'test', 'remove'].filter(
    (name) => text(flags, name) !== undefined,
  );
  if (kinds.length > 1) throw usage(`--${kinds.join(' and --')} do not go together.`);
  if (kinds[0] === 'add-folder') return add(ops, folderOf(flags));
  if (kinds[0] === 'add-sftp') return add(ops, await sftpOf(ops, flags));
  if (kinds[0] === 'add-smb') {
    const [target, password] = [shareOf(flags), await passwordOf(flags, world.readStdin)];
    await bringSmbClient(world);
    return addShare(ops, target, password);
  }
  if (kinds[0] === 'remove') return remove(needed(flags, 'remove'));
  if (kinds[0] === 'test') {
    const target = chosen(needed(flags, 'test'));
    // A backup of another server brought the place here, without the program for it.
    if (target.kind === 'smb') await bringSmbClient(world);
    await placeOf(ops, target).ready(0);
    return { lines: [`${whereOf(target)} is there and can be written to.`] };
  }
  return { lines: [] };
}

function folderOf(flags: Flags): Target {
  const mounted = flags['not-mounted'] !== true;
  return parseTarget({
    id: text(flags, 'id') ?? 'disk',
    kind: 'folder',
    path: needed(flags, 'add-folder'),
    mounted,
    ...patience(flags),
  });
}

async function sftpOf(ops: Ops, flags: Flags): Promise<SftpTarget> {
  const [, user = '', host = ''] = /^([^@]+)@(.+)$/.exec(needed(flags, 'add-sftp')) ?? [];
  if (!/^[A-Za-z0-9][A-Za-z0-9.:-]*$/.test(host)) throw usage('--add-sftp is USER@HOST.');
  const port = Number(text(flags, 'port') ?? '22');
  const hostKey = await hostKeyOf(ops, { host, port }, text(flags, 'host-key'));
  const id = text(flags, 'id') ?? 'server';
  const target = { id, kind: 'sftp', host, port, user, folder: needed(flags, 'folder'), hostKey, ...patience(flags) };
  return parseTarget(target) as SftpTarget;
}

function shareOf(flags: Flags): SmbTarget {
  const [user, domain] = [needed(flags, 'user'), text(flags, 'domain')];
  return parseTarget({
    id: text(flags, 'id') ?? 'share',
    kind: 'smb',
    ...partsOfShare(needed(flags, 'add-smb')),
    ...{ user, protection: flags['signed-only'] === true ? 'sign' : 'encrypt' },
    ...(domain === undefined ? {} : { domain }),
    ...patience(flags),
  }) as SmbTarget;
}

async function passwordOf(flags: Flags, readStdin: World['readStdin']): Promise<string> {
  if (flags['password-stdin'] !== true)
    throw usage('The password of the share is read from the standard input: say --password-stdin.');
  const password = (await readStdin()).replace(/\r?\n$/, '');
  if (password === '' || password.length > 1024 || /^\s|\p{Cc}/u.test(password))
    throw usage('The password is empty, has more than one line, or begins with a space, which SMB does not take.');
  return password;
}

/** Kept only when the share lets this server in and takes what it writes: what was there before stays otherwise. */
async function addShare(ops: Ops, target: SmbTarget, password: string): Promise<Said> {
  const path = smbPasswordPath(target.id);
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  writeDurable(path, `${password}\n`);
  try {
    await placeOf(ops, target).ready(0);
  } catch (thrown) {
    if (before === undefined) rmSync(path, { force: true });
    else writeDurable(path, before);
    throw thrown;
  }
  writeTargets([...readTargets().filter(({ id }) => id !== target.id), target]);
  return { lines: [`Copies go to ${whereOf(target)} from the next backup on.`] };
}

async function add(ops: Ops, target: Target): Promise<Said> {
  const others = readTargets().filter(({ id }) => id !== target.id);
  if (target.kind === 'folder') {
    const found = target.mounted ? { ...target, mountPoint: await newMountPointOf(ops, target) } : target;
    await placeOf(ops, found).ready(0);
    writeTargets([...others, found]);
    return { lines: [`Copies go to ${whereOf(target)} from the next backup on.`] };
  }
  const publicKey = await targetKey(ops, target.id);
  writeTargets([...others, target]);
  return {
    publicKey,
    lines: [
      `Copies go to ${whereOf(target)} from the next backup on, once it lets this server in:`,
      `put this line into ~${target.user}/.ssh/authorized_keys there, then say --test ${target.id}:`,
      admitting(publicKey),
    ],
  };
}

/** The line of authorized_keys by which the other server lets this one in, for files alone. */
function admitting(publicKey: string): string {
  return `restrict,command="internal-sftp" ${publicKey}`;
}

function remove(id: string): Said {
  const target = chosen(id);
  writeTargets(readTargets().filter((one) => one.id !== id));
  for (const path of [sftpKeyPath(id), `${sftpKeyPath(id)}.pub`, smbPasswordPath(id)]) rmSync(path, { force: true });
  return { lines: [`No copies go to ${whereOf(target)} any more. Those that are there stay.`] };
}

function chosen(id: string): Target {
  const targets = readTargets();
  const found = targets.find((one) => one.id === id);
  if (found !== undefined) return found;
  const names = targets.map((one) => one.id).join(', ');
  throw new ProvisionError({
    code: 'TT-BACKUP-03',
    message: `There is no target ${id}: ${names === '' ? 'none is set' : `there are ${names}`}.`,
  });
}

/** What is told about a target that is none any more is told no longer. */
async function forgetOthers({ operation }: World, ops: Ops, targets: readonly Target[]): Promise<void> {
  const known = readState<BackupsState>('backups', operation.stateFiles)?.targets ?? [];
  const still = targets.map(
    (target) =>
      known.find(({ id, where }) => id === target.id && where === whereOf(target)) ?? {
        ...{ id: target.id, kind: target.kind, where: whereOf(target), ok: null, at: null, summary: 'no copy yet' },
      },
  );
  await tellBackups(ops, serverBackupPaths.archives, operation.stateFiles, { targets: still });
}

/** With what a person needs of it: in short words, and the line that lets this server in there. */
function known(target: Target) {
  const path = `${sftpKeyPath(target.id)}.pub`;
  const hasKey = target.kind === 'sftp' && existsSync(path);
  return {
    ...target,
    where: whereOf(target),
    admits: hasKey ? admitting(readFileSync(path, 'utf8').trim()) : null,
  };
}

function listed(targets: readonly Target[]): readonly string[] {
  if (targets.length === 0)
    return [
      'Backups lie on this server alone: add a disk (--add-folder), another server (--add-sftp) or a share (--add-smb).',
    ];
  return targets.map((target) => `${target.id}  ${target.kind}  ${whereOf(target)}`);
}

function patience(flags: Flags): { readonly patienceSeconds?: number } {
  const given = text(flags, 'patience');
  return given === undefined ? {} : { patienceSeconds: Number(given) };
}
