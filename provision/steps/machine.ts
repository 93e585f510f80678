import { ProvisionError } from '../model/error.ts';
import { linesOf, run, script } from '../ops/command.ts';
import type { Reading } from './readings.ts';

/** What the budget is computed from. */
export type MachineSize = {
  readonly cores: number;
  readonly memoryMiB: number;
  readonly disk: 'hdd' | 'ssd' | 'nvme';
  readonly ipv6: boolean;
};

const look = `echo "cores $(grep -c ^processor /proc/cpuinfo)"
echo "memory $(sed -n 's/^MemTotal: *\\([0-9]*\\) kB/\\1/p' /proc/meminfo)"
device=$(df -P /var/lib | sed -n '2s/ .*//p')
echo "disk $(lsblk -nso NAME,ROTA "$device" 2>/dev/null | tail -n 1)"
if [ -e /proc/sys/net/ipv6/conf/all/disable_ipv6 ]; then
  echo "ipv6 $((1 - $(cat /proc/sys/net/ipv6/conf/all/disable_ipv6)))"
else echo 'ipv6 0'; fi`;

export async function machineOf(context: Reading): Promise<MachineSize> {
  const { stdout } = await run(context, script(look));
  return parseMachine(stdout);
}

export function parseMachine(text: string): MachineSize {
  const values = new Map(
    linesOf(text).map((line): [string, string] => [line.split(' ')[0] ?? '', line.slice(line.indexOf(' ') + 1)]),
  );
  const cores = Number(values.get('cores'));
  const memoryKiB = Number(values.get('memory'));
  if (!(cores > 0) || !(memoryKiB > 0))
    throw new ProvisionError({
      code: 'TT-RUN-04',
      message: 'The server does not say how many cores and how much memory it has.',
    });
  return {
    cores,
    memoryMiB: Math.floor(memoryKiB / 1024),
    disk: diskOf(values.get('disk') ?? ''),
    ipv6: values.get('ipv6') === '1',
  };
}

/** `nvme0n1 0`: name of the disk below everything, and whether it says that it spins. Virtual disks say so wrongly. */
function diskOf(text: string): MachineSize['disk'] {
  const [name = '', rotates] = text
    .replace(/[^\w ]/g, '')
    .trim()
    .split(/\s+/);
  if (name.startsWith('nvme')) return 'nvme';
  return rotates === '1' && !name.startsWith('vd') && !name.startsWith('xvd') ? 'hdd' : 'ssd';
}
