import { linesOf, type Ops, run, script } from './command.ts';

/** One kernel setting as it is. `ours` is false where this machine may not set it, as in a container. */
export type KernelSetting = { readonly value: string; readonly ours: boolean };

const read = `for file; do
  [ -e "$file" ] || continue
  if [ -w "$file" ]; then ours=1; else ours=0; fi
  { read -r value < "$file"; } 2>/dev/null || continue
  printf '%s\\t%s\\t%s\\n' "$file" "$ours" "$value"
done; exit 0`;

/** Reads any number of settings in one go. One that this kernel does not have is not in the map. */
export async function kernelSettings(ops: Ops, keys: readonly string[]): Promise<ReadonlyMap<string, KernelSetting>> {
  const keyOf = new Map(keys.map((key) => [procFile(key), key]));
  const { stdout } = await run(ops, script(read, ...keyOf.keys()));
  return new Map(
    linesOf(stdout).map((line) => {
      const [file = '', ours, ...value] = line.split('\t');
      return [keyOf.get(file) ?? file, { value: normalised(value.join(' ')), ours: ours === '1' }];
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
