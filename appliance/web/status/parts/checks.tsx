import { List, Stack, Text } from '@mantine/core';
import type { Read } from '../../../features/status/schema.ts';
import type { States } from '../../../features/status/states-schema.ts';
import { Part, PartCard } from '../components/part-card.tsx';
import type { Live } from '../live.ts';
import styles from '../panel.module.css';
import { useWords } from '../words/words.ts';
import { Version } from './version.tsx';

/** Certificate, names and firewall, each in its own sentence; the version, and the go-live checklist. */
export function Checks({ live }: { readonly live: Live }) {
  const words = useWords().checks;
  return (
    <PartCard id="checks" heading={words.heading}>
      <Stack gap="sm">
        {(['certificate', 'names', 'firewall'] as const).map((name) => (
          <Said key={name} live={live} name={name} />
        ))}
        <Version live={live} />
        <GoLive live={live} />
      </Stack>
    </PartCard>
  );
}

type Name = 'certificate' | 'names' | 'firewall';

function Said({ live: { parts, now }, name }: { readonly live: Live; readonly name: Name }) {
  const words = useWords().checks;
  const part: Read<{ readonly ok: boolean | null; readonly summary: string }> | undefined = parts[name];
  const { certificate } = parts;
  const problems = name === 'certificate' && certificate?.kind === 'there' ? certificate.value.problems : [];
  return (
    <div>
      <Text fw={600}>{words[name]}</Text>
      <Part part={part} now={now}>
        {({ ok, summary }) => <Text c={ok === false ? 'var(--tt-bad)' : 'inherit'}>{summary}</Text>}
      </Part>
      {problems.length > 0 && (
        <List size="sm">
          {problems.map((one) => (
            <List.Item key={one} style={{ overflowWrap: 'anywhere' }}>
              {one}
            </List.Item>
          ))}
        </List>
      )}
    </div>
  );
}

const toneOfVerdict = { met: 'good', 'not-met': 'bad', unknown: 'unknown', waived: 'better' } as const;

function GoLive({ live: { parts, now } }: { readonly live: Live }) {
  const words = useWords().checks;
  return (
    <div>
      <Text fw={600}>{words.golive}</Text>
      <Part part={parts.golive} now={now}>
        {({ items, summary }) => {
          const met = items.filter(({ verdict }) => verdict === 'met');
          return (
            <Stack gap={4}>
              <Text>{summary}</Text>
              <Points of={items.filter(({ verdict }) => verdict !== 'met')} />
              {met.length > 0 && (
                <details>
                  <summary>{words.met(met.length)}</summary>
                  <Points of={met} />
                </details>
              )}
            </Stack>
          );
        }}
      </Part>
    </div>
  );
}

function Points({ of }: { readonly of: States['golive']['items'] }) {
  const words = useWords().checks;
  return (
    <ul className={styles.plain}>
      {of.map(({ id, title, verdict, evidence, todo }) => (
        <li key={id}>
          <span className={`${styles[toneOfVerdict[verdict]]} ${styles.mark}`}>{words.verdicts[verdict]}: </span>
          {title}
          {evidence !== undefined && (
            <Text size="sm" c="dimmed">
              {evidence}
            </Text>
          )}
          {verdict !== 'met' && todo !== undefined && <Text size="sm">{todo}</Text>}
        </li>
      ))}
    </ul>
  );
}
