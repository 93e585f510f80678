import { linesOf, type Ops, run, script } from './command.ts';

/** One kernel setting as it is. `ours` is false where this machine may not set it, as in a container. */
export type KernelSetting = { readonly value: string; readonly ours: boolean };

// The kernel gives such a file in one piece only: the shell's own `read` takes it byte by byte and gets nothing.
const read = `for file; do
  [ ! -w "$file" ] || echo "ours $file"
done
grep -sH '' -- "$@"
exit 0`;

/** Reads any number of settings in one go. One that this kernel does not have is not in the map. */
export async function kernelSettings(ops: Ops, keys: readonly string[]): Promise<ReadonlyMap<string, KernelSetting>> {
  const { stdout } = await run(ops, script(read, ...keys.map(procFile)));
  const lines = new Set(linesOf(stdout));
  const shown = [...lines].filter((line) => line.startsWith('/proc/sys/'));
  const values = new Map(shown.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
  return new Map(
    keys.flatMap((key) => {
      const value = values.get(procFile(key));
      return value === undefined
        ? []
        : [[key, { value: normalised(value), ours: lines.has(`ours ${procFile(key)}`) }] as const];
    }),
  );
}

function procFile(key: string): string {
  return `/proc/sys/${key.replaceAll('.', '/')}`;
}

/** Sets one value now. Says whether the kernel took it. */
export async function setKernel(ops: Ops, key: string, value: string): Promise<boolean> {
  return (await run(ops, script('{ printf "%s\\n" "$2" > "$1"; } 2>/dev/null', procFile(key), value))).exitCode === 0;
}

/** Columns are separated by a tab in the kernel and by a space in files. */
export function normalised(value: string): string {
  return value.trim().split(/\s+/).join(' ');
}
