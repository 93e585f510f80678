import { Stack, Table, Text } from '@mantine/core';
import type { States } from '../../../features/status/states-schema.ts';
import { Part, PartCard, scrolling } from '../components/part-card.tsx';
import { RequestAct, RequestState } from '../components/request-act.tsx';
import type { Live } from '../live.ts';
import { clock, size } from '../model/moments.ts';
import styles from '../panel.module.css';
import { useWords } from '../words/words.ts';

const shown = 10;

/** Backups, where they are kept, and the last one that was proven by restoring it. */
export function Safe({ live }: { readonly live: Live }) {
  const words = useWords().safe;
  const { parts, now } = live;
  const actions = (
    <>
      <RequestAct live={live} action="backup-now">
        {words.now}
      </RequestAct>
      <RequestAct live={live} action="drill-now">
        {words.drill}
      </RequestAct>
    </>
  );
  return (
    <PartCard id="safe" heading={words.heading} actions={actions}>
      <Stack gap="xs">
        <RequestState live={live} actions={['backup-now']} />
        <RequestState live={live} actions={['drill-now']} />
        <Part part={parts.backups} now={now}>
          {(backups) => <Backups backups={backups} now={now} proven={provenOf(live)} />}
        </Part>
        <div>
          <Text fw={600}>{words.proven}</Text>
          <Part part={parts.drill} now={now}>
            {({ proven, summary }) => (
              <>
                <Text>{proven == null ? words.none : `${clock(proven.at, now)}, ${proven.name}`}</Text>
                <Text size="sm" c="dimmed">
                  {summary}
                </Text>
              </>
            )}
          </Part>
        </div>
        <Text size="sm" c="dimmed">
          {words.drillWhy}
        </Text>
      </Stack>
    </PartCard>
  );
}

function provenOf({ parts }: Live): string | undefined {
  return parts.drill?.kind === 'there' ? parts.drill.value.proven?.name : undefined;
}

type BackupsProps = {
  readonly backups: States['backups'];
  readonly now: number;
  readonly proven: string | undefined;
};

function Backups({ backups, now, proven }: BackupsProps) {
  const words = useWords().safe;
  const { summary, last, next, list, targets, keyConfirmed, ok } = backups;
  return (
    <Stack gap="xs">
      <Text c={ok === false ? 'var(--tt-bad)' : 'inherit'}>{summary}</Text>
      <Text size="sm">
        {words.last}: {last == null ? words.none : clock(last.at, now)}
        {next != null && ` · ${words.next(clock(next, now))}`}
      </Text>
      {keyConfirmed === false && (
        <Text size="sm" c="var(--tt-better)">
          {words.keyUnconfirmed}
        </Text>
      )}
      {targets.length > 0 && (
        <div>
          <Text fw={600}>{words.targets}</Text>
          <ul className={styles.plain}>
            {targets.map((one) => (
              <li key={one.id}>
                <Text size="sm" span c={one.ok === false ? 'var(--tt-bad)' : 'inherit'}>
                  {one.where ?? one.id}: {one.summary ?? (one.ok === false ? words.targetBad : words.targetOk)}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
      {list.length > 0 && (
        <Table.ScrollContainer minWidth={240} scrollAreaProps={scrolling}>
          <Table verticalSpacing={4} aria-label={words.list}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{words.at}</Table.Th>
                <Table.Th scope="col">{words.reason}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {words.bytes}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.slice(0, shown).map((one) => (
                <Table.Tr key={one.name}>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>
                    {clock(one.at, now)}
                    {one.name === proven && ` · ${words.isProven}`}
                  </Table.Td>
                  <Table.Td>{words.reasons[one.reason ?? ''] ?? one.reason}</Table.Td>
                  <Table.Td ta="right">{one.bytes == null ? '' : size(one.bytes)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}
