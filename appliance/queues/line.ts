/** Jobs of one queue on their way from the database to it. */
export type Line = {
  /** Gives the job's place in the queue; 0 when the queue cannot be told now. Throws what `refusal` makes of it. */
  add(jobId: string): Promise<number>;
  /** Sends off what is left. */
  end(): Promise<void>;
};

export type LineOptions = {
  /** Tells the queue, and gives the places of those it was told of where they are `wanted`. */
  readonly tell: (jobIds: readonly string[], wanted: boolean) => Promise<ReadonlyMap<string, number>>;
  /** How many wait in the queue now. */
  readonly waiting: () => Promise<number>;
  /** The error for whoever waits for an answer; null when the job is simply told of later. */
  readonly refusal: (error: unknown) => Error | null;
};

type Waiting = {
  readonly jobId: string;
  readonly settle: (position: number) => void;
  readonly refuse: (error: Error) => void;
};

/** Time in which jobs gather to travel together. */
const gatherMs = 5;
/** So many within it are a rush. */
const rushJobs = 32;
/** A rush is over when nobody has come for so long; the queue is told at the latest after the second. */
const calmMs = 300;
const mostLateMs = 2_000;
/** Jobs told of in one go after a rush: others are answered in between. */
const atOnce = 200;

/**
 * Jobs that come in the same moment travel together. In a rush, such as the evening of a deadline, they are kept back
 * until it is over: each is safe in the database, its person has the answer and a place behind those before, and the
 * workers do not take the processor from the many who still wait for theirs.
 */
export function createLine({ tell, waiting, refusal }: LineOptions): Line {
  let gathered: Waiting[] = [];
  let kept: string[] = [];
  let keptSince = 0;
  let refusing = false;
  let timer: NodeJS.Timeout | undefined;
  let telling = Promise.resolve();

  /** What was told keeps nothing of what was told before. */
  function follow(next: Promise<void>): void {
    telling = Promise.all([telling, next]).then(() => undefined);
  }

  async function pass(): Promise<void> {
    const batch = gathered;
    gathered = [];
    const isRush = batch.length >= rushJobs || kept.length > 0;
    await (isRush && !refusing ? keep(batch) : tellNow(batch));
  }

  async function tellNow(batch: readonly Waiting[]): Promise<void> {
    try {
      const places = await tell(idsOf(batch), true);
      refusing = false;
      for (const { jobId, settle } of batch) settle(places.get(jobId) ?? 1);
    } catch (error) {
      const told = refusal(error);
      refusing = told !== null;
      for (const { settle, refuse } of batch) told === null ? settle(0) : refuse(told);
    }
  }

  async function keep(batch: readonly Waiting[]): Promise<void> {
    const before = kept.length;
    if (before === 0) keptSince = Date.now();
    kept.push(...idsOf(batch));
    clearTimeout(timer);
    timer = setTimeout(letGo, Math.max(0, Math.min(calmMs, keptSince + mostLateMs - Date.now())));
    const ahead = await waiting().catch(() => null);
    for (const [index, { settle }] of batch.entries()) settle(ahead === null ? 0 : ahead + before + index + 1);
  }

  function letGo(): void {
    clearTimeout(timer);
    const jobs = kept;
    kept = [];
    follow(tellLater(jobs));
  }

  async function tellLater(jobs: readonly string[]): Promise<void> {
    for (let done = 0; done < jobs.length; done += atOnce) {
      // What the queue does not take is told of by the workers' sweep.
      await tell(jobs.slice(done, done + atOnce), false).catch((error) => {
        refusing = refusal(error) !== null;
      });
    }
  }

  return {
    add(jobId) {
      return new Promise((settle, refuse) => {
        if (gathered.length === 0) {
          setTimeout(() => {
            follow(pass());
          }, gatherMs);
        }
        gathered.push({ jobId, settle, refuse });
      });
    },
    async end() {
      while (gathered.length > 0) await new Promise((resolve) => setTimeout(resolve, gatherMs));
      letGo();
      await telling;
    },
  };
}

function idsOf(batch: readonly Waiting[]): string[] {
  return batch.map(({ jobId }) => jobId);
}
