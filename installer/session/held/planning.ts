import { asProvisionError } from '../../../provision/model/error.ts';
import type { Origin } from '../../../provision/model/journal.ts';
import type { Plan } from '../../../provision/model/plan.ts';
import type { Given } from '../../channel/handlers.ts';
import type { Held } from '../../contract/calls/connection.ts';
import type { Planning } from '../../contract/calls/plan.ts';
import { faceErrorOf } from '../../contract/error.ts';
import type { Staged, StageProgress } from '../stage-bundle.ts';
import { Log } from './log.ts';

/** A plan that can be started. */
export type Ready = {
  readonly plan: Plan;
  /** Gives the run's id. */
  readonly begin: (origin: Origin) => Promise<string>;
  /** Of what is sent for it; none where everything lies on the server. */
  readonly staged?: Staged;
  /** It cannot be taken back: the server's address is to be typed. */
  readonly isFinal?: boolean;
};

export type PlanKind = NonNullable<Held['plan']>['kind'];

export type Tell = {
  readonly said: (planning: Given<Planning>) => void;
  readonly staged: (progress: StageProgress) => void;
};

/** The making of one plan. It goes on when no window looks. */
export class PlanMaking {
  readonly kind: PlanKind;
  readonly log = new Log<Given<Planning>>();
  readonly #stop = new AbortController();
  #state: 'working' | 'ready' | 'failed' | 'cancelled' = 'working';
  #ready: Ready | undefined;

  constructor(kind: PlanKind, make: (tell: Tell, signal: AbortSignal) => Promise<Ready>, onChange: () => void) {
    this.kind = kind;
    void this.#make(make).finally(() => {
      this.log.end();
      onChange();
    });
  }

  get state() {
    return this.#state;
  }

  get ready(): Ready | undefined {
    return this.#ready;
  }

  cancel(): void {
    this.#stop.abort();
  }

  async #make(make: (tell: Tell, signal: AbortSignal) => Promise<Ready>): Promise<void> {
    const { signal } = this.#stop;
    try {
      const ready = await make({ said: (planning) => this.log.add(planning), staged: this.#staged() }, signal);
      signal.throwIfAborted();
      this.#ready = ready;
      this.#state = 'ready';
      this.log.add({ kind: 'ready', plan: ready.plan, sums: sumsOf(ready) });
    } catch (thrown) {
      this.#state = signal.aborted ? 'cancelled' : 'failed';
      if (signal.aborted) return this.log.add({ kind: 'cancelled' });
      this.log.add({ kind: 'failed', error: faceErrorOf(asProvisionError(thrown)) });
    }
  }

  /** A hundred steps of what is sent are enough for any bar. */
  #staged(): (progress: StageProgress) => void {
    let percent = -1;
    return (progress) => {
      if (progress.kind === 'unpacking') return this.log.add({ kind: 'unpacking' });
      const now = Math.floor((100 * progress.sentBytes) / Math.max(1, progress.totalBytes));
      if (now === percent) return;
      if (percent < 0) this.log.add({ ...progress });
      else this.log.replaceLast({ ...progress });
      percent = now;
    };
  }
}

function sumsOf({ plan, staged }: Ready): Extract<Planning, { kind: 'ready' }>['sums'] {
  const changes = plan.steps.flatMap((step) => step.changes);
  return {
    steps: plan.steps.length,
    files: changes.filter(({ kind }) => kind === 'file').length,
    packages: changes.filter(({ kind }) => kind === 'package').length,
    seconds: plan.steps.reduce((sum, step) => sum + step.seconds, 0),
    bundleBytes: staged === undefined ? 0 : staged.files.release.bytes + staged.files.packages.bytes,
  };
}
