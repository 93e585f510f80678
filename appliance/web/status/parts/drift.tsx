import { Group, Stack, Text } from '@mantine/core';
import type { States } from '../../../features/status/states-schema.ts';
import { call } from '../api.ts';
import { Act } from '../components/act.tsx';
import { Difference } from '../components/difference.tsx';
import { Part, PartCard } from '../components/part-card.tsx';
import { isAsked, RequestAct, RequestState } from '../components/request-act.tsx';
import type { Live } from '../live.ts';
import { clock } from '../model/moments.ts';
import styles from '../panel.module.css';
import { useWords } from '../words/words.ts';
import { LeaveForm } from './leave-form.tsx';

const acts = ['drift-restore', 'drift-accept'] as const;

/** What somebody changed on the server: each with its difference, and what may be done about it from here. */
export function Drift({ live }: { readonly live: Live }) {
  const words = useWords().drift;
  const { parts, now } = live;
  return (
    <PartCard
      id="drift"
      heading={words.heading}
      actions={
        <RequestAct live={live} action="drift-now">
          {words.lookNow}
        </RequestAct>
      }
    >
      <Stack gap="sm">
        <RequestState live={live} actions={['drift-now', ...acts]} />
        <Part part={parts.drift} now={now}>
          {({ ok, summary, at, items, kept }) => (
            <Stack gap="sm">
              <Text c={ok === false ? 'var(--tt-better)' : 'inherit'}>{summary}</Text>
              <Text size="sm" c="dimmed">
                {words.lookedAt(clock(at, now))}
              </Text>
              <ul className={styles.plain}>
                {items.map((item) => (
                  <li key={item.id}>
                    <Item live={live} item={item} />
                  </li>
                ))}
              </ul>
              {kept.length > 0 && <Kept kept={kept} now={now} />}
            </Stack>
          )}
        </Part>
      </Stack>
    </PartCard>
  );
}

type DriftItem = States['drift']['items'][number];

function Item({ live, item }: { readonly live: Live; readonly item: DriftItem }) {
  const words = useWords().drift;
  const { id, title, what, advice, diff, choices, panel, digest, accepted } = item;
  const isBusy = digest !== undefined && isAsked(live, acts, digest);
  const restore = () => call('/status/requests', { body: { action: 'drift-restore', difference: digest } });
  const isHere = panel.length > 0 && digest !== undefined;
  return (
    <Stack gap={4} pb="sm" style={{ borderBottom: '1px solid var(--tt-line)' }}>
      <Text fw={600}>{title}</Text>
      <Text>{what}</Text>
      {advice !== undefined && <Text size="sm">{advice}</Text>}
      {diff !== undefined && diff !== '' && <Difference diff={diff} of={title} />}
      {accepted != null && (
        <Text size="sm">{words.accepted(accepted.by, clock(accepted.at, live.now), accepted.reason)}</Text>
      )}
      {isHere && (
        <Group gap="xs" mt={4}>
          {panel.includes('restore') && (
            <Act act={restore} sure={words.restoreSure} label={words.restoreLabel(title)} disabled={isBusy}>
              {words.restore}
            </Act>
          )}
          {panel.includes('accept') && accepted == null && <LeaveForm title={title} digest={digest} isBusy={isBusy} />}
        </Group>
      )}
      <Text size="sm" c="dimmed">
        {isHere ? (choices.includes('keep') ? words.keepElsewhere(id) : '') : words.elsewhere(id)}
      </Text>
    </Stack>
  );
}

function Kept({ kept, now }: { readonly kept: States['drift']['kept']; readonly now: number }) {
  const words = useWords().drift;
  return (
    <div>
      <Text fw={600}>{words.kept}</Text>
      <ul className={styles.plain}>
        {kept.map(({ path, by, at, oursChanged, diff }) => (
          <li key={path}>
            <Text>{words.keptBy(path, by, clock(at, now))}</Text>
            {oursChanged === true && <Text size="sm">{words.oursChanged}</Text>}
            {diff !== undefined && diff !== '' && <Difference diff={diff} of={path} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
