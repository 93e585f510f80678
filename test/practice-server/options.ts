import type { DiskKind } from './machine/presented.ts';
import type { Suite } from './root/recipe.ts';

export const preinstalledKinds = ['mysql-with-data', 'nginx', 'redis'] as const;
type Preinstalled = (typeof preinstalledKinds)[number];

export type PracticeOptions = {
  /** Default `bookworm`. */
  readonly suite?: Suite;
  /** For people and `npm run practice`; default `practice-<slot>`. Lower-case letters, digits and hyphens. */
  readonly name?: string;
  /** What the server presents itself as; defaults 16 cores, 32 768 MiB, NVMe of 512 GiB, 10 000 Mb/s. */
  readonly cores?: number;
  readonly memoryMiB?: number;
  readonly disk?: DiskKind;
  /** Size of the root file system: real for everything inside, sparse outside. At least 2. */
  readonly diskSizeGiB?: number;
  readonly linkSpeedMbps?: number;
  /** `noisy`: a long banner before sign-in and a message of the day after it. */
  readonly banner?: 'noisy';
  /** The shells of all users print lines on both outputs at every start, also for commands over SSH. */
  readonly noisyShell?: boolean;
  /** Default 22. */
  readonly sshPort?: number;
  /** Lines for sshd_config that come before all others, such as `KbdInteractiveAuthentication yes`. */
  readonly sshdConfig?: string;
  /** The server has an IPv6 address and no IPv4 one. */
  readonly ipv6Only?: boolean;
  /** Default: the server's name. Any bytes that the kernel takes, for odd ones too. */
  readonly hostname?: string;
  /** `/tmp` is a file system mounted noexec. */
  readonly noexecTmp?: boolean;
  /** Content for /etc/os-release, to pretend another system. */
  readonly osRelease?: string;
  /** Debian packages that are there before anybody comes; baked into a cached root. */
  readonly packages?: readonly string[];
  /** Services of somebody else. `mysql-with-data`: MariaDB (sid: MySQL) with a school's own database in it. */
  readonly preinstalled?: readonly Preinstalled[];
  /** Numbers from which its addresses are made, of which the first free one is taken; default 1 to 200. Up to 250. */
  readonly slots?: readonly number[];
  /** Leave the server alone when this process is gone. Default false: then the next start removes it. */
  readonly keep?: boolean;
  /** What takes long is said here. */
  readonly say?: (line: string) => void;
};

/** The packages of the options: those named and those of the services. */
export function packagesOf(options: PracticeOptions): string[] {
  const database = options.suite === 'sid' ? 'mysql-server' : 'mariadb-server';
  const service = { 'mysql-with-data': database, nginx: 'nginx', redis: 'redis-server' } as const;
  const named = (options.preinstalled ?? []).map((kind) => service[kind]);
  return [...new Set([...(options.packages ?? []), ...named])].sort();
}
