import { basename } from 'node:path';
import { must, type Ops, run } from '../ops/command.ts';
import type { WantedFile } from '../ops/file.ts';

export const candidatesFolder = '/run/teachtrack/validate';

/** Writes the files beside the machine's own, lets the real program look at them, and takes them away again. */
export async function withCandidates(
  ops: Ops,
  files: readonly WantedFile[],
  look: (candidates: readonly string[], folder: string) => Promise<void>,
): Promise<void> {
  await run(ops, ['rm', '-rf', '--', candidatesFolder]);
  await must(ops, ['mkdir', '-p', '-m', '0755', '--', '/run/teachtrack', candidatesFolder], {
    what: `Making ${candidatesFolder}`,
  });
  try {
    const candidates = files.map(({ path }) => `${candidatesFolder}/${basename(path)}`);
    for (const [index, file] of files.entries())
      await ops.transport.writeFile(candidates[index] ?? '', file.content, { mode: 0o644, asRoot: true });
    await look(candidates, candidatesFolder);
  } finally {
    await ops.transport.run({ argv: ['rm', '-rf', '--', candidatesFolder], asRoot: true });
  }
}
