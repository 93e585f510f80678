import { List, Stack, Text } from '@mantine/core';
import { Part, PartCard } from '../components/part-card.tsx';
import { RequestAct, RequestState } from '../components/request-act.tsx';
import type { Live } from '../live.ts';
import { clock } from '../model/moments.ts';
import styles from '../panel.module.css';
import { useWords } from '../words/words.ts';

const shown = 8;

/** What is open, by which rules, what was sent to whom, and a test. */
export function Alerts({ live }: { readonly live: Live }) {
  const words = useWords().alerts;
  const { parts, now } = live;
  const test = parts['alerts-test'];
  return (
    <PartCard
      id="alerts"
      heading={words.heading}
      actions={
        <RequestAct live={live} action="alert-test">
          {words.test}
        </RequestAct>
      }
    >
      <Stack gap="sm">
        <RequestState live={live} actions={['alert-test']} />
        {test?.kind === 'there' && (
          <Text size="sm" c={test.value.ok === false ? 'var(--tt-bad)' : 'inherit'}>
            {words.tested(clock(test.value.at, now))}: {test.value.summary}
          </Text>
        )}
        <Part part={parts.alerts} now={now}>
          {({ summary, active, rules, deliveries, quietNow }) => (
            <Stack gap="sm">
              <Text>{summary}</Text>
              {quietNow === true && <Text size="sm">{words.quiet}</Text>}
              {active.length > 0 && (
                <div>
                  <Text fw={600}>{words.active}</Text>
                  <ul className={styles.plain}>
                    {active.map((one) => (
                      <li key={`${one.rule} ${one.subject ?? ''}`}>
                        <Text c="var(--tt-bad)">
                          {one.sentence} {one.since == null ? '' : words.since(clock(one.since, now))}
                        </Text>
                        {one.advice !== undefined && <Text size="sm">{one.advice}</Text>}
                      </li>
                    ))}
                  </ul>
                </div>
              )}
              <div>
                <Text fw={600}>{words.deliveries}</Text>
                {deliveries.length === 0 && <Text c="dimmed">{words.noDeliveries}</Text>}
                <ul className={styles.plain}>
                  {deliveries.slice(0, shown).map((one) => (
                    <li key={`${one.id} ${one.to ?? ''}`}>
                      <Text size="sm" c={one.state === 'failed' ? 'var(--tt-bad)' : 'inherit'}>
                        {clock(one.at, now)} · {words.channels[one.channel ?? ''] ?? one.channel} · {one.to} ·{' '}
                        {words.states[one.state] ?? one.state}
                        {one.reason !== undefined && ` (${one.reason})`}: {one.subject}
                      </Text>
                    </li>
                  ))}
                </ul>
              </div>
              {rules.length > 0 && (
                <details>
                  <summary>{words.rules}</summary>
                  <List size="sm" mt={4}>
                    {rules.map(({ id, title, when }) => (
                      <List.Item key={id}>{when === undefined ? title : `${title}: ${when}`}</List.Item>
                    ))}
                  </List>
                </details>
              )}
            </Stack>
          )}
        </Part>
      </Stack>
    </PartCard>
  );
}
