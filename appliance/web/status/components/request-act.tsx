import { Text } from '@mantine/core';
import type { PlainAction, RequestAction } from '../../../features/status/schema.ts';
import { call } from '../api.ts';
import type { Live } from '../live.ts';
import { clock, minuteMs } from '../model/moments.ts';
import { useWords } from '../words/words.ts';
import { Act } from './act.tsx';

type ActProps = {
  readonly live: Live;
  readonly action: PlainAction;
  readonly children: string;
  readonly sure?: string;
};

/** Asks the server's own programs for something; out of use while the same is asked for or under way. */
export function RequestAct({ live, action, children, sure }: ActProps) {
  const ask = () => call('/status/requests', { body: { action } });
  return (
    <Act act={ask} disabled={isAsked(live, [action])} {...(sure === undefined ? {} : { sure })}>
      {children}
    </Act>
  );
}

/** Whether one of these waits or is under way; with a target, only for that one. */
export function isAsked(live: Live, actions: readonly RequestAction[], target = ''): boolean {
  const { waiting, latest } = outcomesOf(live, actions, target);
  return waiting !== undefined || latest?.state === 'running';
}

/** What became of the newest of these, told by the programs that do it. */
export function RequestState({ live, actions }: { readonly live: Live; readonly actions: readonly RequestAction[] }) {
  const words = useWords().requests;
  const { waiting, latest } = outcomesOf(live, actions);
  const { now } = live;
  if (waiting !== undefined) {
    const isStuck = now - Date.parse(waiting.at) > minuteMs;
    const said = (isStuck ? words.stuck : words.waiting)(clock(waiting.at, now));
    return <Line tone={isStuck ? 'bad' : 'unknown'} text={`${words.names[waiting.action]}: ${said}`} />;
  }
  if (latest === undefined) return null;
  const name = words.names[latest.action] ?? latest.action;
  if (latest.state === 'running') {
    return <Line tone="unknown" text={`${name}: ${words.running(clock(latest.startedAt ?? latest.at, now))}`} />;
  }
  const said = words[latest.state](clock(latest.endedAt ?? latest.at, now));
  const detail = latest.detail === undefined ? '' : `. ${latest.detail}`;
  return <Line tone={latest.state === 'done' ? 'good' : 'bad'} text={`${name}: ${said}${detail}`} />;
}

function Line({ tone, text }: { readonly tone: string; readonly text: string }) {
  return (
    <Text size="sm" role="status" c={`var(--tt-${tone})`} style={{ overflowWrap: 'anywhere' }}>
      {text}
    </Text>
  );
}

/** Outcomes come newest first; what waits was asked for later than all of them. */
function outcomesOf({ parts }: Live, actions: readonly string[], target = '') {
  const isMeant = (one: { readonly action: string; readonly target?: string | undefined }) =>
    actions.includes(one.action) && (one.target ?? '').startsWith(target);
  const waiting = parts.waitingRequests?.kind === 'there' ? parts.waitingRequests.value.find(isMeant) : undefined;
  const latest = parts.requests?.kind === 'there' ? parts.requests.value.outcomes.find(isMeant) : undefined;
  return { waiting, latest };
}
