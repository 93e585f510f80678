import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planningContext, stagedAt } from '../ctl/context.ts';
import { readWanted } from '../ctl/wanted-schema.ts';
import type { World } from '../ctl/world.ts';
import { must } from '../ops/command.ts';
import { inputsOf } from '../steps/inputs.ts';
import { preview, previewLines } from './preview.ts';
import { exportSince } from './rows.ts';

/**
 * Packs what was written since the upgrade, a file a table, and gives the archive’s path, which root alone may read.
 * Whoever asked for it removes it. Rejects with TT-VERSION-01 when there is no way back.
 */
export async function exportWritten(world: World): Promise<string> {
  const found = await preview(world);
  const context = await planningContext(world, readWanted(world.wantedState), stagedAt(world, found.from));
  const server = (await inputsOf(context)).database;
  const folder = join(world.paths.upgrade, 'exports', `asked-${randomBytes(6).toString('hex')}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    await exportSince(context, server, { since: found.since, lost: found.written, folder, leaves: true });
    writeFileSync(join(folder, 'about.txt'), `${previewLines(found).join('\n')}\n`, { mode: 0o600 });
    await must(
      context,
      ['sh', '-c', 'umask 077; tar --sort=name -czf "$1" -C "$2" .', 'sh', `${folder}.tar.gz`, folder],
      {
        what: 'Packing what was written since the upgrade',
        code: 'TT-FILE-02',
        timeoutMs: 1_800_000,
      },
    );
    return `${folder}.tar.gz`;
  } catch (thrown) {
    rmSync(`${folder}.tar.gz`, { force: true });
    throw thrown;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
