import { Text } from '@mantine/core';
import type { RequestAction } from '../../../features/status/schema.ts';
import { call } from '../api.ts';
import type { Live } from '../live.ts';
import { clock, minuteMs } from '../model/moments.ts';
import { useWords } from '../words/words.ts';
import { Act } from './act.tsx';

type RequestProps = { readonly live: Live; readonly action: RequestAction };

/** Asks the server's own programs for something; out of use while the same is asked for or under way. */
export function RequestAct({ live, action, children }: RequestProps & { readonly children: string }) {
  const { waiting, running } = outcomesOf(live, action);
  const ask = () => call('/status/requests', { body: { action } });
  return (
    <Act act={ask} disabled={waiting !== undefined || running}>
      {children}
    </Act>
  );
}

/** What became of it, told by the programs that do it. */
export function RequestState({ live, action }: RequestProps) {
  const words = useWords().requests;
  const { waiting, latest } = outcomesOf(live, action);
  const { now } = live;
  const name = words.names[action] ?? action;
  if (waiting !== undefined) {
    const isStuck = now - Date.parse(waiting.at) > minuteMs;
    const said = (isStuck ? words.stuck : words.waiting)(clock(waiting.at, now));
    return <Line tone={isStuck ? 'bad' : 'unknown'} text={`${name}: ${said}`} />;
  }
  if (latest === undefined) return null;
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

function outcomesOf({ parts }: Live, action: RequestAction) {
  const waiting =
    parts.waitingRequests?.kind === 'there'
      ? parts.waitingRequests.value.find((one) => one.action === action)
      : undefined;
  const latest =
    parts.requests?.kind === 'there' ? parts.requests.value.outcomes.find((one) => one.action === action) : undefined;
  return { waiting, latest, running: latest?.state === 'running' };
}
