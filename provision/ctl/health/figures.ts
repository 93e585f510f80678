/** What was measured beside the four lines. A part that could not be measured is null. */
export type Figures = {
  readonly people: { readonly onNow: number } | null;
  readonly generations: { readonly running: number } | null;
  readonly database: DatabaseFigures | null;
  readonly redis: RedisFigures | null;
  readonly queues: readonly QueueFigures[] | null;
  readonly workers: { readonly running: number; readonly wanted: number; readonly jobsEach: number } | null;
  /** `reached`: whether the web server, through which alone people get to it, answers. */
  readonly api: { readonly healthy: number; readonly wanted: number; readonly reached: boolean } | null;
  readonly web: WebFigures | null;
  readonly machine: MachineFigures | null;
  /** The space put by for the day the disk is full; null where nothing is known of it. */
  readonly reserve: { readonly ok: boolean; readonly summary: string } | null;
  readonly certificate: { readonly daysLeft: number; readonly notAfter: string } | null;
  /** Services that came back by themselves since somebody last started them. */
  readonly restarts: readonly RestartFigures[] | null;
};

export type DatabaseFigures = {
  readonly connections: number;
  readonly maxConnections: number;
  readonly percent: number;
  /** Null before there were two looks to compare. */
  readonly queriesPerSecond: number | null;
  readonly slowPerMinute: number | null;
  readonly slowQueries: number;
  /** Counters since the server started, for the next look. */
  readonly counters: { readonly questions: number; readonly uptimeSeconds: number };
};

export type RedisInstanceFigures = {
  readonly memoryBytes: number;
  /** 0: no limit. */
  readonly maxMemoryBytes: number;
  readonly evictions: number;
  /** Whether the last writes of the append-only file worked; null where there is none. */
  readonly appendOnlyOk: boolean | null;
};

export type RedisFigures = {
  readonly clients: number;
  readonly memoryBytes: number;
  readonly queue: RedisInstanceFigures;
  readonly cache: RedisInstanceFigures;
};

export type QueueFigures = {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  /** Age of the job that has waited longest. */
  readonly oldestSeconds: number | null;
  readonly paused: boolean;
};

export type WebFigures = {
  readonly requestsPerSecond: number;
  /** Of answers of the API; null when there was none. */
  readonly p95Ms: number | null;
  /** Answers of 500 and above. */
  readonly errorsPerSecond: number;
};

export type DiskFigures = {
  readonly path: string;
  readonly percent: number;
  readonly freeBytes: number;
  /** The kernel does not write to it any more. */
  readonly readOnly?: true;
};

export type MachineFigures = {
  readonly load1: number;
  readonly cores: number;
  readonly memoryPercent: number;
  readonly memoryTotalMiB: number;
  readonly uptimeSeconds: number;
  readonly disks: readonly DiskFigures[];
};

export type RestartFigures = {
  readonly unit: string;
  readonly times: number;
  /** When it came up last, or null while it is down. */
  readonly upSince: string | null;
  /** Not the unit itself ended but a process of it, for this reason. */
  readonly process?: string;
};
