import { Stack, Text } from '@mantine/core';
import { Part, PartCard } from '../components/part-card.tsx';
import { RequestAct, RequestState } from '../components/request-act.tsx';
import type { Live } from '../live.ts';
import { isFresh } from '../model/answer.ts';
import { useWords } from '../words/words.ts';

/** The server keeps the reserve for itself below that, or while so much is free. */
const fullPercent = 95;
const littleBytes = 512 * 1024 * 1024;

/** The space that is put by for the day a disk is full, and the button for that day. */
export function Room({ live }: { readonly live: Live }) {
  const words = useWords().room;
  const { reserve } = live.parts;
  const isThere =
    reserve?.kind === 'there' && reserve.value.places.some((place) => place.isThere || (place.heldBytes ?? 0) > 0);
  const isWorth = isThere && mayBeFull(live);
  const actions = isWorth ? (
    <RequestAct live={live} action="reserve-free" sure={words.sure}>
      {words.free}
    </RequestAct>
  ) : undefined;
  return (
    <PartCard id="room" heading={words.heading} actions={actions}>
      <Stack gap="xs">
        <RequestState live={live} actions={['reserve-free']} />
        <Part part={reserve} now={live.now}>
          {({ ok, summary }) => (
            <>
              <Text c={ok === false ? 'var(--tt-bad)' : 'inherit'}>{summary}</Text>
              <Text size="sm" c="dimmed">
                {isThere ? words.why : words.afterwards}
              </Text>
            </>
          )}
        </Part>
      </Stack>
    </PartCard>
  );
}

/** A monitor that has nowhere to write is silent: then nobody knows better. */
function mayBeFull({ parts: { health }, now }: Live): boolean {
  if (health?.kind !== 'there' || !isFresh(health, now)) return true;
  const disks = health.value.figures?.machine?.disks;
  return (
    disks?.some(({ percent, freeBytes }) => percent >= fullPercent || (freeBytes ?? littleBytes) < littleBytes) ?? true
  );
}
