import type { Fact } from '../model/fact.ts';
import { columns, integer, lines, maybeText } from './text.ts';

/** One block device of the kernel: a whole disk, a partition (with `parent`) or one put together out of `parts`. */
export type BlockDevice = {
  readonly name: string;
  /** `major:minor`, as in `/proc/self/mountinfo`. */
  readonly device: string;
  readonly sizeBytes: number;
  /** What the kernel says of a whole disk; a virtual disk's word on this is worth little. */
  readonly rotational?: boolean;
  readonly model?: string;
  readonly parent?: string;
  readonly parts: readonly string[];
};

export type Disks = readonly BlockDevice[];

export const disks: Fact<Disks> = {
  id: 'disks',
  title: 'Disks',
  script: `
for block in /sys/class/block/*; do
  [ -r "$block/dev" ] || continue
  name=\${block##*/} parent= parts= rotational= model=
  case $name in loop*|ram*|zram*|sr*|fd*|nbd*) continue ;; esac
  if [ -e "$block/partition" ]; then parent=$(readlink -f "$block"); parent=\${parent%/*}; parent=\${parent##*/}; fi
  for part in "$block"/slaves/*; do [ -e "$part" ] && parts="$parts \${part##*/}"; done
  read -r dev <"$block/dev"; read -r size <"$block/size"
  [ -r "$block/queue/rotational" ] && read -r rotational <"$block/queue/rotational"
  [ -r "$block/device/model" ] && read -r model <"$block/device/model"
  printf '%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\n' "$name" "$dev" "$size" "$rotational" "$parent" "$parts" "$model"
done
exit 0`,
  parse(stdout) {
    return lines(stdout).map((line) => {
      const [name = '', device = '', sectors, rotational, parent, parts = '', model] = columns(line);
      if (!/^\d+:\d+$/.test(device)) throw new Error(`${name} has no device number`);
      return {
        name,
        device,
        // The kernel counts in sectors of 512 bytes, whatever the disk's own are.
        sizeBytes: 512 * integer(sectors, `the size of ${name}`),
        parts: parts.split(' ').filter((part) => part !== ''),
        ...(rotational === '0' || rotational === '1' ? { rotational: rotational === '1' } : {}),
        ...optional('parent', parent),
        ...optional('model', model),
      };
    });
  },
};

function optional<Name extends string>(name: Name, text: string | undefined): { readonly [name in Name]?: string } {
  const value = maybeText(text);
  return (value === undefined ? {} : { [name]: value }) as { readonly [name in Name]?: string };
}

export type DiskClass = 'nvme' | 'ssd' | 'spinning' | 'virtual';

/** The whole disks that a device lies on in the end: through partitions, LVM, encryption and software RAID. */
export function wholeDisksUnder(all: Disks, start: BlockDevice, depth = 0): readonly BlockDevice[] {
  if (depth > 8) return [];
  const below = start.parent === undefined ? start.parts : [start.parent];
  if (below.length === 0) return [start];
  return below.flatMap((name) => {
    const next = all.find((one) => one.name === name);
    return next === undefined ? [] : wholeDisksUnder(all, next, depth + 1);
  });
}

/** `virtual`: a disk that a hypervisor makes, of which no flag tells what lies under it. */
export function classOf({ name, model = '', rotational }: BlockDevice): DiskClass {
  if (/^(vd|xvd)/.test(name) || /qemu|virtual|vmware|vbox|msft/i.test(model)) return 'virtual';
  if (name.startsWith('nvme')) return 'nvme';
  return rotational === true ? 'spinning' : 'ssd';
}
