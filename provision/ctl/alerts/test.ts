import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { renewGoLive } from '../../golive/renew.ts';
import { asProvisionError, ProvisionError } from '../../model/error.ts';
import { type State, writeState } from '../../ops/state-file.ts';
import { readWanted } from '../wanted-schema.ts';
import type { World } from '../world.ts';
import { type Channel, channelsOf, type Message, secretsIn } from './channels.ts';
import { readAlertSettings } from './settings.ts';

type Tried = { readonly channel: string; readonly to: string; readonly ok: boolean; readonly detail: string };

/** State `alerts-test`: how the last test went. */
export type AlertsTest = State & { readonly channels: readonly Tried[] };

/** Sends a test in every way that is set up, and keeps how it went. Rejects with TT-ANSWERS-01 when none is. */
export async function testAlerts(world: World): Promise<AlertsTest> {
  const { alertSettings, alertSecrets, stateFiles } = world.operation;
  const site = siteOf(world);
  const channels = channelsOf(readAlertSettings(alertSettings), secretsIn(alertSecrets), site);
  if (channels.length === 0) {
    throw new ProvisionError({
      code: 'TT-ANSWERS-01',
      message: 'Nobody is told of alerts yet. Name a mail server or a webhook with "teachtrackctl alerts set".',
    });
  }
  const message = testMessage(site, new Date());
  const tried = await Promise.all(channels.map((channel) => tryOut(channel, message)));
  const ok = tried.every((one) => one.ok);
  const summary = ok
    ? `A test alert was handed over to ${tried.map(({ to }) => to).join(' and ')}.`
    : tried.flatMap((one) => (one.ok ? [] : [one.detail])).join(' ');
  const state: AlertsTest = { at: message.at, ok, summary, channels: tried };
  writeState('alerts-test', state, stateFiles);
  renewGoLive(stateFiles, 'alerts');
  return state;
}

/** How the district calls its site, for the subject of what is sent. */
export function siteOf({ wantedState }: Pick<World, 'wantedState'>): string {
  return existsSync(wantedState) ? readWanted(wantedState).displayName : 'TeachTrack';
}

async function tryOut({ name, to, send }: Channel, message: Message): Promise<Tried> {
  try {
    await send(message);
    return { channel: name, to, ok: true, detail: `Handed over to ${to}.` };
  } catch (thrown) {
    return { channel: name, to, ok: false, detail: asProvisionError(thrown).message };
  }
}

function testMessage(site: string, now: Date): Message {
  return {
    id: randomUUID(),
    at: now.toISOString(),
    subject: `${site}: this is a test of the alerts`,
    text: [
      `Somebody asked ${site} for a test of its alerts. Nothing is wrong.`,
      '',
      'As you can read this, alerts reach you in this way.',
    ].join('\n'),
    kind: 'test',
    details: [],
  };
}
