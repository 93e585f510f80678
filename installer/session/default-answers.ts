import { isIP } from 'node:net';
import type { WantedState } from '../../provision/model/wanted.ts';
import { type Answers, wantedFrom } from '../contract/answers.ts';
import { databaseIn } from '../contract/database-answers.ts';
import type { Tier } from '../contract/events.ts';
import { alertsIn, backupsIn } from '../contract/first-settings.ts';

/** What a look at the server found, for what nobody answered. */
export type Found = {
  readonly tierMet?: Tier | undefined;
  /** Its own addresses on the network, for a server that was reached by name. */
  readonly addresses?: readonly string[];
};

/** The wanted state for a server reached at `host`, with defaults for what nobody answered. */
export function settled(answers: Answers, host: string, { tierMet, addresses = [] }: Found): WantedState {
  const isAddress = isIP(host) !== 0;
  return wantedFrom(answers, {
    // The largest tier is asked about as long as nobody chose one.
    tier: tierMet ?? 2000,
    addresses: isAddress ? [host] : [...addresses],
    names: isAddress ? [] : [host],
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
}

/** What is in force on a server, as answers: where a repair or a change begins. */
export function answersIn(wanted: WantedState): Answers {
  return {
    version: 1,
    displayName: wanted.displayName,
    tier: wanted.tier,
    names: [...wanted.names],
    addresses: [...wanted.addresses],
    tls: wanted.tls.kind,
    timeZone: wanted.timeZone,
    administrator: { ...wanted.administrator },
    raisedSubnets: wanted.raisedSubnets.map((one) => ({ ...one })),
    overrides: wanted.overrides.map((one) => ({ ...one })),
    ...(wanted.metricsFrom === undefined ? {} : { metricsFrom: [...wanted.metricsFrom] }),
    ...(wanted.firewall === undefined ? {} : { firewall: wanted.firewall.kind }),
    ...(wanted.alerts === undefined ? {} : { alerts: alertsIn(wanted.alerts) }),
    ...(wanted.database === undefined ? {} : { database: databaseIn(wanted.database) }),
    ...(wanted.backups === undefined ? {} : { backups: backupsIn(wanted.backups) }),
    ...(wanted.firewall?.kind === 'on' ? openIn(wanted.firewall) : {}),
  };
}

function openIn({ alsoOpen, sshFrom }: Extract<WantedState['firewall'], { kind: 'on' }>): Partial<Answers> {
  return { openPorts: [...alsoOpen], ...(sshFrom === undefined ? {} : { sshFrom: [...sshFrom] }) };
}
