import { Button, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { MaintenanceDetails } from '../../../features/maintenance/schema.ts';
import { call } from '../api.ts';
import { Act, Dialog } from '../components/act.tsx';
import { Part, PartCard } from '../components/part-card.tsx';
import type { Live } from '../live.ts';
import { clock } from '../model/moments.ts';
import { useWords, type Words } from '../words/words.ts';
import { BannerForm, CloseForm } from './maintenance-forms.tsx';

/** Closes and opens the site, and shows a line on every page. */
export function Maintenance({ live }: { readonly live: Live }) {
  const words = useWords().maintenance;
  return (
    <PartCard id="maintenance" heading={words.heading}>
      <Part part={live.parts.maintenance} now={live.now}>
        {(details) => (
          <Stack gap="md">
            <Mode details={details} now={live.now} />
            <Banner details={details} now={live.now} />
          </Stack>
        )}
      </Part>
    </PartCard>
  );
}

type DetailsProps = { readonly details: MaintenanceDetails; readonly now: number };

function Mode({ details: { mode }, now }: DetailsProps) {
  const words = useWords().maintenance;
  const [isOpen, setOpen] = useState(false);
  const done = () => setOpen(false);
  return (
    <Stack gap={4} align="flex-start">
      {mode === null ? (
        <Text>{words.open}</Text>
      ) : (
        <>
          <Text fw={600} c="var(--tt-better)">
            {words.closedSince(clock(mode.since, now), mode.by)}
          </Text>
          {mode.text !== '' && <Text style={{ overflowWrap: 'anywhere' }}>{mode.text}</Text>}
          <Text>{untilText(mode, now, words)}</Text>
          {mode.byServer ? (
            <Text size="sm">{words.byServer}</Text>
          ) : (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {mode.allowed.length === 0
                ? words.letInNobody
                : words.letIn(mode.allowed.map(({ fullName }) => fullName).join(', '))}
            </Text>
          )}
        </>
      )}
      {mode?.byServer !== true && (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem', marginTop: '0.25rem' }}>
          {mode !== null && (
            <Act act={() => call('/status/maintenance/mode', { method: 'DELETE' })} variant="filled">
              {words.reopen}
            </Act>
          )}
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {mode === null ? words.close : words.change}
          </Button>
        </div>
      )}
      <Dialog opened={isOpen} onClose={done} title={words.closeTitle}>
        <CloseForm old={mode} onDone={done} />
      </Dialog>
    </Stack>
  );
}

function untilText(
  { until, byServer }: NonNullable<MaintenanceDetails['mode']>,
  now: number,
  words: Words['maintenance'],
): string {
  if (until === null) return byServer ? '' : words.untilOpened;
  return (byServer ? words.untilByServer : words.untilWhen)(clock(until, now));
}

function Banner({ details: { banner }, now }: DetailsProps) {
  const words = useWords().maintenance;
  const [isOpen, setOpen] = useState(false);
  const done = () => setOpen(false);
  const isComing = banner !== null && Date.parse(banner.from) > now;
  return (
    <Stack gap={4} align="flex-start">
      <Title order={3} size="h5">
        {words.banner}
      </Title>
      {banner === null ? (
        <Text>{words.noBanner}</Text>
      ) : (
        <>
          <Text style={{ overflowWrap: 'anywhere' }}>{banner.text}</Text>
          <Text size="sm" c="dimmed">
            {isComing
              ? words.shownFrom(clock(banner.from, now))
              : words.shown(banner.until === null ? null : clock(banner.until, now))}
          </Text>
        </>
      )}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem', marginTop: '0.25rem' }}>
        {banner !== null && (
          <Act act={() => call('/status/maintenance/banner', { method: 'DELETE' })}>{words.remove}</Act>
        )}
        <Button size="xs" variant="default" onClick={() => setOpen(true)}>
          {banner === null ? words.set : words.change}
        </Button>
      </div>
      <Dialog opened={isOpen} onClose={done} title={words.bannerTitle}>
        <BannerForm old={banner} onDone={done} />
      </Dialog>
    </Stack>
  );
}
