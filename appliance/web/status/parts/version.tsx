import { Text } from '@mantine/core';
import type { Live } from '../live.ts';
import { clock } from '../model/moments.ts';
import { useWords } from '../words/words.ts';

/** What runs, how the last upgrade went, and whether there is a way back from it. */
export function Version({ live: { parts, now } }: { readonly live: Live }) {
  const words = useWords().version;
  const { server, upgrade } = parts;
  const version = server?.kind === 'there' ? server.value.version : undefined;
  const last = upgrade?.kind === 'there' ? upgrade.value : undefined;
  return (
    <div>
      <Text fw={600}>{words.heading}</Text>
      {version !== undefined && <Text>{words.runs(version)}</Text>}
      {upgrade?.kind === 'absent' && <Text>{words.never}</Text>}
      {upgrade?.kind === 'unreadable' && <Text c="var(--tt-unknown)">{words.unread(clock(upgrade.since, now))}</Text>}
      {last !== undefined && (
        <>
          <Text c={last.ok === false ? 'var(--tt-bad)' : 'inherit'}>
            {words.last(clock(last.at, now))} {last.summary}
          </Text>
          {last.wayBack == null ? (
            last.ok !== null && <Text size="sm">{words.noWayBack}</Text>
          ) : (
            <Text size="sm">
              {words.wayBack(last.wayBack.to)} {last.wayBack.losesData ? words.loses : words.losesNothing} {words.how}
            </Text>
          )}
        </>
      )}
    </div>
  );
}
