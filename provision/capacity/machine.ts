import type { Tier } from '../model/wanted.ts';
import type { DatabaseFlavour } from './flavour.ts';

/** A real machine and what it shall serve. */
export type Machine = {
  readonly tier: Tier;
  readonly cores: number;
  /** MemTotal of `/proc/meminfo` in MiB: what the kernel leaves of the installed memory. */
  readonly memoryMiB: number;
  readonly flavour: DatabaseFlavour;
  /** Decides the database's input and output rates. Default `ssd`. */
  readonly disk?: 'hdd' | 'ssd' | 'nvme';
  /** True: the database is on another server, and nothing of this one is kept for it. */
  readonly isDatabaseElsewhere?: boolean;
};
