import { asProvisionError } from '../../../provision/model/error.ts';
import type { Given } from '../../channel/handlers.ts';
import type { Sending } from '../../contract/calls/restore.ts';
import { faceErrorOf } from '../../contract/error.ts';
import type { RestorePlan } from '../backups.ts';
import { Log } from './log.ts';

type Tell = { readonly sent: (sentBytes: number, ofBytes: number) => void; readonly opening: () => void };

/** A backup of this laptop on its way to the server, and what its restore would do. Goes on when no window looks. */
export class BackupSending {
  readonly log = new Log<Given<Sending>>();
  #isOver = false;

  constructor(send: (tell: Tell) => Promise<RestorePlan>) {
    let percent = -1;
    const sent = (sentBytes: number, ofBytes: number) => {
      const now = Math.floor((100 * sentBytes) / Math.max(1, ofBytes));
      if (now === percent) return;
      const item = { kind: 'sending', sentBytes, ofBytes } as const;
      // A hundred steps are enough for any bar.
      if (percent < 0) this.log.add(item);
      else this.log.replaceLast(item);
      percent = now;
    };
    void send({ sent, opening: () => this.log.add({ kind: 'opening' }) })
      .then(
        (plan) => this.log.add({ kind: 'ready', plan }),
        (thrown: unknown) => this.log.add({ kind: 'failed', error: faceErrorOf(asProvisionError(thrown)) }),
      )
      .finally(() => {
        this.#isOver = true;
        this.log.end();
      });
  }

  get isOver(): boolean {
    return this.#isOver;
  }
}
