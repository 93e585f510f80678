import { Anchor, Group, Text } from '@mantine/core';
import { useEffect } from 'react';
import { AnswerBand } from './components/answer-band.tsx';
import { Tiles } from './components/tiles.tsx';
import { useLive } from './live.ts';
import { answerOf } from './model/answer.ts';
import { keptTiles } from './model/kept-tiles.ts';
import { tilesNow } from './model/tiles.ts';
import styles from './panel.module.css';
import { Alerts } from './parts/alerts.tsx';
import { Audit } from './parts/audit.tsx';
import { Checks } from './parts/checks.tsx';
import { Drift } from './parts/drift.tsx';
import { Maintenance } from './parts/maintenance.tsx';
import { Queues } from './parts/queues.tsx';
import { Room } from './parts/room.tsx';
import { Safe } from './parts/safe.tsx';
import { Schools } from './parts/schools.tsx';
import { Trends, useHistory } from './parts/trends.tsx';
import { useWords } from './words/words.ts';

type PanelProps = { readonly site: string; readonly onRefused: () => void };

/** The answer, the numbers, and below them what one may look at and do. */
export function Panel({ site, onRefused }: PanelProps) {
  const words = useWords();
  const live = useLive(onRefused);
  const history = useHistory('day').data?.history;
  useEffect(() => {
    document.title = words.windowTitle;
  }, [words]);
  const { server } = live.parts;
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#answer">
        {words.skip}
      </a>
      <header className={styles.header}>
        <Group justify="space-between" gap="xs">
          <Text className={styles.site}>
            {site} · {words.title}
          </Text>
          <Group gap="md">
            {server?.kind === 'there' && (
              <Text size="sm">
                {words.tiles.version.label} {server.value.version}
              </Text>
            )}
            <Anchor href="/status?wall" size="sm" underline="always">
              {words.wall}
            </Anchor>
            <Anchor href="/" size="sm" underline="always">
              {words.back}
            </Anchor>
          </Group>
        </Group>
      </header>
      <main className={styles.main}>
        <AnswerBand answer={answerOf(live, words)} />
        <nav aria-label={words.parts}>
          <ul className={styles.jumps}>
            {Object.entries(words.nav).map(([id, label]) => (
              <li key={id}>
                <Anchor href={`#${id}`}>{label}</Anchor>
              </li>
            ))}
          </ul>
        </nav>
        <Tiles tiles={tilesNow(live, words)} history={history} label={words.tiles.heading} />
        <Tiles tiles={keptTiles(live, words)} label={words.tiles.kept} />
        <Trends now={live.now} />
        <div className={styles.columns}>
          <Schools />
          <Queues live={live} />
          <Maintenance live={live} />
          <Safe live={live} />
          <Room live={live} />
          <Drift live={live} />
          <Checks live={live} />
          <Alerts live={live} />
        </div>
        <Audit now={live.now} />
      </main>
    </div>
  );
}
