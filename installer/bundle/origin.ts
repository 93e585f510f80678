import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a bundle is built from. `commit` is `none` outside a clone. */
export type Origin = { readonly commit: string; readonly modified: boolean; readonly createdAt: string };

/**
 * The moment is SOURCE_DATE_EPOCH, else the commit's, else that of package.json: never the clock, so that the same
 * sources give the same bytes.
 */
export async function readOrigin(root: string, env: NodeJS.ProcessEnv = process.env): Promise<Origin> {
  const git = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)('git', ['-C', root, ...args], { timeout: 10_000 });
    return stdout.trim();
  };
  const [commit = 'none', seconds] = await git('log', '-1', '--format=%H %ct').then(
    (line) => line.split(' '),
    () => ['none'],
  );
  const changed = commit === 'none' ? '' : await git('status', '--porcelain', '--', 'appliance', 'provision');
  const moment = env['SOURCE_DATE_EPOCH'] ?? seconds ?? String((await stat(join(root, 'package.json'))).mtimeMs / 1000);
  return { commit, modified: changed !== '', createdAt: new Date(Math.floor(Number(moment)) * 1000).toISOString() };
}
