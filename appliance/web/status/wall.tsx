import { useEffect } from 'react';
import { AnswerBand } from './components/answer-band.tsx';
import { Tiles } from './components/tiles.tsx';
import { useLive } from './live.ts';
import { answerOf } from './model/answer.ts';
import { keptTiles } from './model/kept-tiles.ts';
import { clock } from './model/moments.ts';
import { tilesNow } from './model/tiles.ts';
import styles from './panel.module.css';
import { useHistory } from './parts/trends.tsx';
import { useWords } from './words/words.ts';

type WallProps = { readonly site: string; readonly onRefused: () => void };

const kept: readonly string[] = ['backups', 'drill', 'certificate'];

/** For a screen at the wall: large, and nothing to press. */
export function Wall({ site, onRefused }: WallProps) {
  const words = useWords();
  const live = useLive(onRefused);
  const history = useHistory('day').data?.history;
  useEffect(() => {
    document.title = `${site} · ${words.title}`;
  }, [site, words]);
  const tiles = [...tilesNow(live, words), ...keptTiles(live, words).filter(({ id }) => kept.includes(id))];
  return (
    <main className={styles.wall}>
      <p className={styles.wallHead}>
        <span>
          {site} · {words.title}
        </span>
        <time>{clock(live.now, live.now)}</time>
      </p>
      <AnswerBand answer={answerOf(live, words)} isWall />
      <Tiles tiles={tiles} history={history} label={words.tiles.heading} />
    </main>
  );
}
