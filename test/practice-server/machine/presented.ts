import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type DiskKind = 'nvme' | 'ssd' | 'spinning';

/** What the server makes of itself. Everything else that it tells is true of the machine below. */
export type Presented = {
  readonly cores: number;
  readonly memoryMiB: number;
  readonly disk: DiskKind;
  readonly diskSizeGiB: number;
  readonly linkSpeedMbps: number;
};

/** The names that the kernel would give: the whole disk and the partition that holds the root file system. */
export function deviceNames(disk: DiskKind): { readonly disk: string; readonly partition: string } {
  return disk === 'nvme' ? { disk: 'nvme0n1', partition: 'nvme0n1p1' } : { disk: 'sda', partition: 'sda1' };
}

/** Path inside the server → content; bound over the real file at each boot, before systemd starts. */
export function presentedFiles(presented: Presented, processor = readFileSync('/proc/cpuinfo', 'utf8')) {
  const range = presented.cores === 1 ? '0' : `0-${presented.cores - 1}`;
  return {
    '/proc/cpuinfo': cpuInfo(presented.cores, processor),
    '/proc/meminfo': memInfo(presented.memoryMiB),
    '/sys/devices/system/cpu/online': `${range}\n`,
    '/sys/devices/system/cpu/present': `${range}\n`,
    '/sys/devices/system/cpu/possible': `${range}\n`,
    '/sys/class/net/host0/speed': `${presented.linkSpeedMbps}\n`,
    '/sys/class/net/host0/duplex': 'full\n',
  } as const;
}

export function cpuInfo(cores: number, processor: string): string {
  const [first = ''] = processor.split('\n\n');
  const block = (core: number) =>
    first
      .replace(/^(processor|core id|apicid|initial apicid)(\s*:).*$/gm, `$1$2 ${core}`)
      .replace(/^(siblings|cpu cores)(\s*:).*$/gm, `$1$2 ${cores}`);
  return Array.from({ length: cores }, (_, core) => `${block(core).trimEnd()}\n\n`).join('');
}

/** A server that has just started: nine tenths of the memory are available, and there is no swap. */
export function memInfo(memoryMiB: number): string {
  const total = memoryMiB * 1024;
  const kib = (share: number) => Math.round(total * share);
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', total],
    ['MemFree', kib(0.88)],
    ['MemAvailable', kib(0.94)],
    ['Buffers', kib(0.005)],
    ['Cached', kib(0.06)],
    ['SwapCached', 0],
    ['Active', kib(0.03)],
    ['Inactive', kib(0.04)],
    ['Active(anon)', kib(0.01)],
    ['Inactive(anon)', 0],
    ['Active(file)', kib(0.02)],
    ['Inactive(file)', kib(0.04)],
    ['SwapTotal', 0],
    ['SwapFree', 0],
    ['Dirty', 64],
    ['Writeback', 0],
    ['AnonPages', kib(0.01)],
    ['Mapped', kib(0.005)],
    ['Shmem', 1024],
    ['Slab', kib(0.005)],
    ['CommitLimit', kib(0.5)],
    ['Committed_AS', kib(0.01)],
    ['Hugepagesize', 2048],
  ];
  const pages =
    'HugePages_Total:       0\nHugePages_Free:        0\nHugePages_Rsvd:        0\nHugePages_Surp:        0\n';
  const text = rows.map(([name, value]) => `${`${name}:`.padEnd(16)}${String(value).padStart(8)} kB\n`).join('');
  return text.replace(/^Hugepagesize/m, `${pages}Hugepagesize`);
}

/** `/sys/block`, `/sys/class/block` and `/sys/dev/block`, each a whole folder: one disk with one partition. */
export function writeBlockDevices(folder: string, presented: Presented, rootDevice: string): void {
  const names = deviceNames(presented.disk);
  const rotational = presented.disk === 'spinning' ? 1 : 0;
  const sectors = presented.diskSizeGiB * 2 * 1024 * 1024;
  const partitionStart = 2048;
  const diskDevice = presented.disk === 'nvme' ? '259:0' : '8:0';
  const model = { nvme: 'Practice NVMe', ssd: 'Practice SSD', spinning: 'Practice HDD' }[presented.disk];
  const put = (path: string, content: string | number) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${content}\n`);
  };
  const link = (path: string, target: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(target, join(folder, path));
  };
  const disk = `block/${names.disk}`;
  put(`${disk}/dev`, diskDevice);
  put(`${disk}/size`, sectors + partitionStart);
  put(`${disk}/ro`, 0);
  put(`${disk}/removable`, 0);
  put(`${disk}/queue/rotational`, rotational);
  put(`${disk}/queue/logical_block_size`, 512);
  put(`${disk}/queue/physical_block_size`, presented.disk === 'nvme' ? 512 : 4096);
  put(`${disk}/queue/scheduler`, presented.disk === 'nvme' ? '[none] mq-deadline' : 'none [mq-deadline]');
  put(`${disk}/queue/discard_granularity`, rotational === 1 ? 0 : 512);
  put(`${disk}/device/model`, model);
  put(`${disk}/uevent`, `MAJOR=${diskDevice.split(':')[0]}\nMINOR=0\nDEVNAME=${names.disk}\nDEVTYPE=disk`);
  put(`${disk}/${names.partition}/dev`, rootDevice);
  put(`${disk}/${names.partition}/size`, sectors);
  put(`${disk}/${names.partition}/start`, partitionStart);
  put(`${disk}/${names.partition}/partition`, 1);
  put(`${disk}/${names.partition}/ro`, 0);
  put(`${disk}/${names.partition}/uevent`, `DEVNAME=${names.partition}\nDEVTYPE=partition\nPARTN=1`);
  link(`class-block/${names.disk}`, `../../block/${names.disk}`);
  link(`class-block/${names.partition}`, `../../block/${names.disk}/${names.partition}`);
  link(`dev-block/${diskDevice}`, `../../block/${names.disk}`);
  link(`dev-block/${rootDevice}`, `../../block/${names.disk}/${names.partition}`);
}
