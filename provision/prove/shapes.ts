/** Teachers at once that a capacity test goes through, as far as was asked for. */
export const stageSizes = [150, 500, 1_000, 2_000, 2_500] as const;

export const mostUsers = 2_500;

/** What a virtual teacher does: the class of a request decides by which mark it is judged. */
export const requestKinds = ['read', 'save', 'prepare', 'sign-in', 'generate'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** What was driven and measured in the last second. Times are of the answers of that second; null when there was none. */
export type Sample = {
  /** Since the load began. */
  readonly atMs: number;
  /** Teachers this stage is for. */
  readonly stage: number;
  /** Of them signed in, with their stream open. */
  readonly users: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly errors: number;
  readonly generationsWaiting: number;
  readonly generationsDone: number;
  /** Of the whole machine, 0 to 100. */
  readonly processorPercent: number;
  /** Of one processor: the generator works on one. */
  readonly generatorPercent: number;
};

export type Times = {
  readonly count: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly mostMs: number | null;
};

/** What one stage did, counted by who drove it. */
export type StageFigures = {
  readonly users: number;
  readonly signedIn: number;
  readonly seconds: number;
  readonly requestsPerSecond: number;
  readonly times: Readonly<Record<RequestKind, Times>>;
  readonly requests: number;
  readonly errors: number;
  /** The most frequent ones first, such as `503 on save`. */
  readonly errorKinds: readonly { readonly what: string; readonly count: number }[];
  readonly generations: {
    readonly asked: number;
    readonly accepted: number;
    readonly done: number;
    readonly failed: number;
    /** From the first that was asked for to the last that was done; null when not all were. */
    readonly allDoneMs: number | null;
  };
  readonly processorPercent: number;
  readonly waitingForDiskPercent: number;
  readonly generatorPercent: number;
  /** Share of one processor, the greediest first. */
  readonly programs: readonly { readonly name: string; readonly percent: number }[];
};

/** One demand and what was measured against it. */
export type Mark = {
  readonly id: 'reads' | 'saves' | 'accepting' | 'generations' | 'complete' | 'errors' | 'sign-ins';
  readonly title: string;
  readonly wanted: string;
  readonly measured: string;
  readonly isMet: boolean;
};

export type StageVerdict = StageFigures & { readonly marks: readonly Mark[]; readonly isPassed: boolean };

export type Verdict = {
  /** Teachers at once that every mark was met for; 0 when not even the first stage was. */
  readonly held: number;
  readonly asked: number;
  readonly isPassed: boolean;
  /** What held it back, in plain words; null when nothing did. */
  readonly heldBack: string | null;
  readonly stages: readonly StageVerdict[];
  /** Schemes of work that the server says it made, beside those that were accepted. */
  readonly counted: { readonly accepted: number; readonly found: number };
};

/** What the generator is told, on its standard input: the passphrase must be in no command line. */
export type LoadPlan = {
  readonly origin: string;
  /** Certificate of the authority the site is checked by; null over plain HTTP. */
  readonly authority: string | null;
  readonly stages: readonly number[];
  /** Steady work in each stage, after all have signed in. */
  readonly stageSeconds: number;
  readonly seed: number;
  readonly passphrase: string;
};

/** What the generator says, a line each. */
export type LoadLine =
  | ({ readonly kind: 'sample' } & Sample)
  /** It missed a mark and is driven once more. */
  | { readonly kind: 'first-try'; readonly figures: StageFigures }
  | { readonly kind: 'stage'; readonly figures: StageFigures }
  | { readonly kind: 'failed'; readonly message: string };
