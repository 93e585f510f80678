import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { checkCurriculum, unreadable, type Verdict, verdictLines } from './curriculum/check.ts';

const usage = `teachtrackctl curriculum check FILE… [--json]

Judges curriculum files without a database: what they hold, what had to be assumed, and what is wrong with them.
Exit codes: 0 all files are good · 1 a file was refused · 2 called wrongly`;

/** Larger files are no curriculum, and are not read. */
const mostBytes = 16 * 1024 * 1024;

async function main(args: readonly string[]): Promise<number> {
  const parsed = argumentsOf(args);
  if (parsed === undefined) return 2;
  const verdicts: Verdict[] = [];
  for (const file of parsed.files) {
    const verdict = await judge(file);
    verdicts.push(verdict);
    if (!parsed.json) process.stdout.write(`${verdictLines(verdict).join('\n')}\n`);
  }
  const ok = verdicts.every((one) => one.ok);
  if (parsed.json) process.stdout.write(`${JSON.stringify({ ok, files: verdicts }, null, 2)}\n`);
  return ok ? 0 : 1;
}

function argumentsOf(
  args: readonly string[],
): { readonly files: readonly string[]; readonly json: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [verb, ...files] = positionals;
    if (verb === 'check' && files.length > 0) return { files, json: values.json };
    process.stderr.write(`${usage}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
  }
  return undefined;
}

async function judge(file: string): Promise<Verdict> {
  try {
    const handle = await open(file, 'r');
    try {
      const about = await handle.stat();
      if (about.isDirectory()) return unreadable(file, 'This is a folder: name the files in it.');
      if (!about.isFile()) return unreadable(file, 'This is not an ordinary file.');
      if (about.size > mostBytes) {
        const size = `${Math.ceil(about.size / 1024 / 1024)} MiB`;
        return unreadable(file, `The file is too large (${size}): a curriculum file is seldom larger than 1 MiB.`);
      }
      return await checkCurriculum(file, await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    return unreadable(file, reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EACCES') return 'The file may not be read by this account.';
  return `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}

process.exitCode = await main(process.argv.slice(2));
