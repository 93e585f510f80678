import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { ProvisionError } from '../../model/error.ts';
import { linesOf, type Ops, run, script } from '../../ops/command.ts';
import { serverBackupPaths } from '../here.ts';
import { isBackupName, partExtension } from '../record.ts';
import { failed } from './folder.ts';
import { type Place, patienceMs, requireRoomAt } from './place.ts';
import { type SmbTarget, whereOf } from './settings.ts';
import { freeBytesOf, smbReason } from './smb-said.ts';

/** The password of a target; root's alone. */
export function smbPasswordPath(id: string): string {
  return `${serverBackupPaths.secrets}/backup-target-${id}.smb`;
}

/*
 * Samba's own client, without any settings of this machine's: signatures at least, never SMB 1. It tells in words what went wrong
 * and ends with the code of its last command alone, so the words count. What it reads of a share goes straight into the sum.
 */
const talk = `auth="$1" commands="$2"; shift 2
smbclient "$@" --authentication-file="$auth" --command="$commands" </dev/null`;
const readBack = `auth="$1" commands="$2"; shift 2
{ smbclient "$@" --authentication-file="$auth" --command="$commands" --stderr </dev/null || echo NT_STATUS_PIPE_BROKEN >&2; } | sha256sum`;

/** A share of a Windows server or of a NAS, spoken to directly: nothing is mounted, and nothing of it is in the kernel. */
export function smbPlace(ops: Ops, target: SmbTarget, server: string = hostname()): Place {
  const { host, share, user, domain, protection, patienceSeconds } = target;
  const where = whereOf(target);
  const own = `teachtrack-${server.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}`;
  const folders = [...target.folder.split('/').filter((name) => name !== ''), own];
  const folder = folders.join('/');
  const options = [
    `//${host}/${share}`,
    ...['--configfile=/dev/null', '--max-protocol=SMB3'],
    // Otherwise it asks the kernel for the addresses of this machine, which the service of the night may not.
    '--option=interfaces=127.0.0.1/8',
    // What can do SMB 3 can encrypt: only what cannot is older.
    `--option=client min protocol=${protection === 'encrypt' ? 'SMB3_00' : 'SMB2_02'}`,
    ...[`--client-protection=${protection}`, `--timeout=${Math.min(patienceSeconds ?? 60, 60)}`],
  ];

  async function said(text: string, commands: readonly string[], bytes = 0) {
    // Somebody may try a target while a backup is copied there.
    const auth = `/run/teachtrack/backup-target-${target.id}.${randomUUID()}.auth`;
    await ops.transport.writeFile(auth, await authentication(ops, { id: target.id, user, domain }), {
      mode: 0o600,
      asRoot: true,
    });
    try {
      return await run(ops, script(text, auth, commands.join('; '), ...options), {
        timeoutMs: patienceMs(bytes, patienceSeconds),
      });
    } catch (thrown) {
      if (thrown instanceof ProvisionError && thrown.code === 'TT-RUN-02')
        throw failed(where, 'it did not answer in time', thrown);
      throw thrown;
    } finally {
      await ops.transport.run({ argv: ['rm', '-f', '--', auth], asRoot: true, timeoutMs: 10_000 });
    }
  }

  /** `tolerated`: statuses that only say that it is so already. */
  async function batch(commands: readonly string[], { bytes = 0, tolerated = /^$/ } = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await said(talk, commands, bytes);
    const lines = linesOf(`${stdout}\n${stderr}`);
    const wrong = lines.filter((line) => /NT_STATUS_\w+/.test(line) && !tolerated.test(line));
    if (wrong.length === 0 && (exitCode === 0 || lines.some((line) => tolerated.test(line)))) return stdout;
    throw failed(where, smbReason(`${wrong.join('\n')}\n${stderr}`), undefined, lines.slice(-2));
  }

  const at = (name: string) => `"${folder}/${name}"`;
  const there = /NT_STATUS_OBJECT_NAME_COLLISION/;
  const gone = /NT_STATUS_(OBJECT_NAME_NOT_FOUND|NO_SUCH_FILE)/;
  return {
    async ready(bytes) {
      const paths = folders.map((_, index) => folders.slice(0, index + 1).join('/'));
      await batch([...paths.map((path) => `mkdir "${path}"`), `cd "${folder}"`], { tolerated: there });
      await batch([`put /etc/os-release ${at(`writable${partExtension}`)}`, `cd "${folder}"`, `del *${partExtension}`]);
      const freeBytes = freeBytesOf(await batch([`cd "${folder}"`, 'ls *'], { tolerated: gone }));
      if (freeBytes !== undefined) requireRoomAt(where, { freeBytes, bytes });
    },
    async names() {
      const listed = await batch([`cd "${folder}"`, 'ls *'], { tolerated: gone });
      return linesOf(listed).flatMap((line) => {
        const [, name = ''] = /^ {2}(\S+)\s+[A-Z]*\s+\d+ {2}/.exec(line) ?? [];
        return isBackupName(name) ? [name] : [];
      });
    },
    async put(localPath, { name, bytes }) {
      const part = `${name}${partExtension}`;
      try {
        await batch([`put "${localPath}" ${at(part)}`], { bytes });
      } catch (thrown) {
        await batch([`del ${at(part)}`]).catch(() => undefined);
        throw thrown;
      }
      await batch([`del ${at(name)}`], { tolerated: gone });
      await batch([`rename ${at(part)} ${at(name)}`, `put "${localPath}.json" ${at(`${name}.json`)}`]);
    },
    async sum({ name, bytes }) {
      const { stdout, stderr } = await said(readBack, [`get ${at(name)} -`], bytes);
      if (/NT_STATUS_\w+/.test(stderr)) throw failed(where, smbReason(stderr), undefined, linesOf(stderr).slice(-2));
      return stdout.slice(0, 64);
    },
    async remove(name) {
      await batch([`del ${at(name)}`, `del ${at(`${name}.json`)}`], { tolerated: gone });
    },
  };
}

type SignIn = Pick<SmbTarget, 'id' | 'user' | 'domain'>;

/** As smbclient reads it. Rejects with TT-BACKUP-04 when the password is gone. */
async function authentication({ transport }: Ops, { id, user, domain }: SignIn): Promise<string> {
  const content = await transport.readFile(smbPasswordPath(id), { asRoot: true });
  if (content === undefined) throw failed(id, 'its password is not on this server any more: add the target again');
  const password = Buffer.from(content).toString('utf8').replace(/\n$/, '');
  const lines = [
    `username = ${user}`,
    `password = ${password}`,
    ...(domain === undefined ? [] : [`domain = ${domain}`]),
  ];
  return `${lines.join('\n')}\n`;
}
