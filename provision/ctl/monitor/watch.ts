import { asProvisionError } from '../../model/error.ts';
import { readState, type State, writeState } from '../../ops/state-file.ts';
import { type Channel, channelsOf, secretsIn } from '../alerts/channels.ts';
import { evaluate, isCertain, isUncertain, type Trouble } from '../alerts/evaluate.ts';
import type { Known } from '../alerts/known.ts';
import { type Delivery, Outbox } from '../alerts/outbox.ts';
import { rules } from '../alerts/rules.ts';
import { type AlertSettings, noAlerts, readAlertSettings } from '../alerts/settings.ts';
import { quietNow, telling } from '../alerts/telling.ts';
import { siteOf } from '../alerts/test.ts';
import type { World } from '../world.ts';

/** State `alerts`. */
export type AlertsState = State & {
  readonly rules: readonly {
    readonly id: string;
    readonly title: string;
    readonly when: string;
    readonly urgent: boolean;
  }[];
  /** What is wrong now. */
  readonly active: readonly Omit<Trouble, 'toldAt' | 'toldUrgent' | 'urgentSince'>[];
  readonly deliveries: readonly Delivery[];
  readonly quietNow: boolean;
  /** All that the monitor goes on with after a restart. */
  readonly troubles: readonly Trouble[];
};

/** Looks at what is known with every rule, and sees to it that people are told. */
export class Watch {
  readonly #settings: AlertSettings;
  /** Why the settings cannot be read; nobody is told then, and the state says so. */
  readonly #problem: string | undefined;
  readonly #site: string;
  readonly #folder: string;
  readonly #outbox: Outbox;
  #troubles: readonly Trouble[];

  constructor(world: World) {
    const { alertSettings, monitor } = world.operation;
    const before = readState<AlertsState>('alerts', monitor);
    const { settings, problem } = settingsOrNone(alertSettings);
    this.#settings = settings;
    this.#problem = problem;
    if (problem !== undefined) world.err(problem);
    this.#site = siteOf(world);
    this.#folder = monitor;
    this.#outbox = new Outbox(monitorChannels(world), before?.deliveries);
    this.#troubles = before?.troubles ?? [];
  }

  /**
   * Whether looking again soon is worth it: something is to be sent, or it is not certain yet whether something is wrong
   * or is over. What is wrong for certain may be so for weeks, such as a disk that is rather full.
   */
  get isBusy(): boolean {
    return this.#troubles.some(isUncertain) || this.#outbox.isDue(Date.now() + 20_000);
  }

  look(known: Known): void {
    const found = evaluate(rules, this.#troubles, known);
    const { nowMs } = known;
    const lately = this.#outbox.countBetween(nowMs - 3_600_000, nowMs);
    const { troubles, message } = telling(found, { rules, settings: this.#settings, site: this.#site, nowMs, lately });
    this.#troubles = troubles;
    if (message !== undefined) this.#outbox.add(message);
  }

  async send(): Promise<void> {
    if (this.#outbox.isDue(Date.now()) && (await this.#outbox.send())) this.keep();
  }

  keep(): void {
    const active = this.#troubles
      .filter(isCertain)
      .map(({ toldAt: _, toldUrgent: __, urgentSince: ___, ...trouble }) => trouble);
    const newest = (['mail', 'webhook'] as const).map((name) =>
      this.#outbox.deliveries.find(({ channel, tries }) => channel === name && tries > 0),
    );
    const unsent = newest.find((one) => one !== undefined && one.state !== 'sent');
    const isSetUp = this.#settings.mail !== undefined || this.#settings.webhook !== undefined;
    const state: AlertsState = {
      at: new Date().toISOString(),
      ok:
        active.length + Number(unsent !== undefined || this.#problem !== undefined) > 0 ? false : isSetUp ? true : null,
      summary:
        this.#problem ??
        summaryOf(
          active.map(({ title }) => title),
          unsent,
          isSetUp,
        ),
      rules: rules.map(({ id, title, when, urgent }) => ({ id, title, when, urgent })),
      active,
      deliveries: this.#outbox.deliveries,
      quietNow: quietNow(this.#settings, Date.now()),
      troubles: this.#troubles,
    };
    writeState('alerts', state, this.#folder);
  }
}

/** systemd gives the secrets as credentials named for their folder. */
export function monitorChannels(world: World): readonly Channel[] {
  const secrets = secretsIn(world.env['CREDENTIALS_DIRECTORY'], 'alerts_');
  return channelsOf(settingsOrNone(world.operation.alertSettings).settings, secrets, siteOf(world));
}

/** A file that somebody broke by hand must not stop the measuring. */
function settingsOrNone(path: string): { readonly settings: AlertSettings; readonly problem?: string } {
  try {
    return { settings: readAlertSettings(path) };
  } catch (thrown) {
    return { settings: noAlerts, problem: asProvisionError(thrown).message };
  }
}

function summaryOf(titles: readonly string[], unsent: Delivery | undefined, isSetUp: boolean): string {
  const what = titles.length === 0 ? 'Nothing is wrong.' : `${titles.join('. ')}.`;
  if (!isSetUp) return `${what} Nobody is told: name a mail server or a webhook.`;
  return unsent === undefined ? what : `${what} An alert could not be delivered: ${unsent.reason ?? unsent.state}`;
}
