import type { Budget } from '../capacity/budget.ts';
import type { DatabaseFlavour, NginxFlavour, RedisFlavour } from '../capacity/flavour.ts';
import type { WantedState } from '../model/wanted.ts';
import type { DatabaseServer } from '../ops/mysql.ts';
import type { TuningPaths } from './paths.ts';

/** All that a configuration file of ours may depend on. */
export type TuningInput = {
  readonly budget: Budget;
  /** What is installed, or about to be. */
  readonly database: DatabaseFlavour & Pick<DatabaseServer, 'there'>;
  readonly redis: RedisFlavour;
  readonly nginx: NginxFlavour;
  readonly wanted: WantedState;
  readonly paths: TuningPaths;
  /** False where the kernel has IPv6 switched off: listening on it would stop nginx from starting. Default true. */
  readonly ipv6?: boolean;
};

/** Where a value in force can be read. */
export type SettingSource =
  | { readonly kind: 'database' }
  | { readonly kind: 'redis'; readonly socket: string }
  | { readonly kind: 'nginx'; readonly config: string }
  | { readonly kind: 'sysctl' }
  | { readonly kind: 'unit'; readonly unit: string }
  | { readonly kind: 'file'; readonly path: string };

/**
 * One value that must be read back from the running service. `wanted` is normalised: bytes for sizes, `1` and `0` for
 * on and off, percent of one core for CPU quotas, otherwise the text.
 */
export type ExpectedSetting = {
  readonly name: string;
  readonly wanted: string;
  readonly source: SettingSource;
  /** The service may lawfully come out with another number, but not with less than `least`. */
  readonly mayDiffer?: { readonly least: number; readonly why: string };
  /** Stands in a file that a person keeps as they changed it: who did, for which reason another value is right. */
  readonly kept?: string;
  /** Belongs to the kernel as a whole: inside a container it is written but cannot be set. */
  readonly ofTheHost?: boolean;
};

export const tunedServices = ['database', 'redis-queue', 'redis-cache', 'nginx', 'kernel', 'appliance'] as const;
export type TunedService = (typeof tunedServices)[number];

/** One configuration file that is ours as a whole. */
export interface TuningFile {
  /** Equals the path under `provision/tuning`, such as `mysql/server`. */
  readonly id: string;
  readonly title: string;
  readonly service: TunedService;
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
  /** Whether this server has it. Absent: always. */
  wanted?(input: TuningInput): boolean;
  path(input: TuningInput): string;
  render(input: TuningInput): string;
  settings(input: TuningInput): readonly ExpectedSetting[];
}

/** Those that this server has. */
export function wantedOf(files: readonly TuningFile[], input: TuningInput): readonly TuningFile[] {
  return files.filter((file) => file.wanted?.(input) ?? true);
}

/** First line of every file of ours. */
export const heading = 'Written by teachtrackctl, which puts back what is changed here by hand.';

export const rootOwned = { mode: 0o644, owner: 'root', group: 'root' } as const;
