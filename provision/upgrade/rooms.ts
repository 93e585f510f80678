import { linesOf, must, type Ops, script } from '../ops/command.ts';
import type { Room } from './space.ts';

/** What is free where these paths lie. */
export async function roomsOf(ops: Ops, paths: readonly string[]): Promise<readonly Room[]> {
  const { stdout } = await must(ops, script('df -P -B1 -- "$@"', ...paths), { what: 'Asking for free space' });
  return linesOf(stdout)
    .slice(1)
    .map((line, index) => {
      const [, , , free = '0', , mountPoint = '/'] = line.split(/\s+/);
      return { path: paths[index] ?? '', mountPoint, freeBytes: Number(free) };
    });
}
