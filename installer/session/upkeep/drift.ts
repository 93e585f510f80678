import type { Drift } from '../../../provision/drift/drift.ts';
import type { Origin } from '../../../provision/model/journal.ts';
import type { OpenServer } from '../open-server.ts';
import { answerOf, runOf } from './ask.ts';

export type { Drift, DriftItem, KeptItem } from '../../../provision/drift/drift.ts';

/** What was changed on the server by hand. */
export async function driftOf(server: OpenServer): Promise<Drift> {
  return shown(await answerOf<Drift>(server, ['drift']));
}

/** What an item explains need not be told a second time. */
function shown(drift: Drift): Drift {
  return { ...drift, notChecked: drift.notChecked.filter(({ explained }) => explained === undefined) };
}

/** Starts the run that puts ours back; gives its id. */
export function restoreItem(server: OpenServer, item: string, origin: Origin): Promise<string> {
  return runOf(server, ['drift', `--restore=${item}`, '--origin', JSON.stringify(origin)]);
}

export type Decision =
  | { readonly kind: 'keep'; readonly item: string }
  | { readonly kind: 'accept'; readonly item: string; readonly reason: string }
  | { readonly kind: 'forget'; readonly item: string };

/** Records the decision and gives what differs then. */
export async function decideDrift(server: OpenServer, decision: Decision, origin: Origin): Promise<Drift> {
  const reason = decision.kind === 'accept' ? [`--reason=${decision.reason}`] : [];
  const args = ['drift', `--${decision.kind}=${decision.item}`, ...reason, '--origin', JSON.stringify(origin)];
  return shown(await answerOf<Drift>(server, args));
}
