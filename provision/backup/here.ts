import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWanted } from '../ctl/wanted-schema.ts';
import { layout } from '../layout.ts';
import { ProvisionError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import { type Ops, run } from '../ops/command.ts';
import { type DatabaseServer, query } from '../ops/mysql.ts';
import type { BackupContext, BackupPaths } from './context.ts';
import { parseKey } from './key.ts';

export const serverBackupPaths: BackupPaths = {
  archives: `${layout.backups}/archives`,
  settings: layout.settings,
  drift: layout.drift,
  secrets: layout.secrets,
  documents: layout.documents,
  copies: layout.copies,
};

/** This server, with the database that answers on it. Rejects with TT-DB-01 when none does. */
export async function backupContext(ops: Ops): Promise<BackupContext> {
  const server = await serverOf(ops);
  const version = (await query(ops, server, 'SELECT VERSION()'))[0]?.[0] ?? '';
  return { ...ops, database: { ...server, version: version.replace(/-.*$/, '') }, paths: serverBackupPaths };
}

async function serverOf(ops: Ops): Promise<DatabaseServer> {
  const there = existsSync(layout.wantedState) ? readWanted(layout.wantedState).database : undefined;
  if (there !== undefined) return { product: there.product, there };
  // The server's own program: a client of MariaDB may be there for other servers.
  const isMaria = (await run(ops, ['sh', '-c', 'PATH="$PATH:/usr/sbin"; command -v mariadbd'])).exitCode === 0;
  return { product: isMaria ? 'mariadb' : 'mysql' };
}

/** The key of this server's backups. Rejects with TT-FILE-03 when it is missing. */
export function backupKeyHere(secrets: string = layout.secrets): Secret {
  const path = join(secrets, 'backup-key');
  try {
    return parseKey(readFileSync(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof ProvisionError) throw cause;
    const message = `The key of the backups, ${path}, is missing. Installing again makes one.`;
    throw new ProvisionError({ code: 'TT-FILE-03', message, cause });
  }
}
