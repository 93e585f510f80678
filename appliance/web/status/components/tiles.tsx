import { VisuallyHidden } from '@mantine/core';
import type { History } from '../../../features/status/schema.ts';
import type { Tile } from '../model/tiles.ts';
import styles from '../panel.module.css';
import { useWords } from '../words/words.ts';
import { Spark } from './spark.tsx';

type TilesProps = {
  readonly tiles: readonly Tile[];
  readonly history?: History | null | undefined;
  /** Names the list. */
  readonly label: string;
};

/** Numbers side by side, each with its last day. */
export function Tiles({ tiles, history, label }: TilesProps) {
  return (
    <ul className={styles.tiles} aria-label={label}>
      {tiles.map((tile) => (
        <TileItem key={tile.id} tile={tile} history={history} />
      ))}
    </ul>
  );
}

function TileItem({ tile, history }: { readonly tile: Tile; readonly history: History | null | undefined }) {
  const words = useWords();
  const { label, value, note, tone, series } = tile;
  const isAlarmed = tone === 'bad' || tone === 'better';
  return (
    <li
      className={`${styles.tile} ${styles[tone]}`}
      data-tile={tile.id}
      data-tone={tone}
      {...(isAlarmed ? { 'data-alarmed': true } : {})}
      {...(tone === 'unknown' ? { 'data-unknown': true } : {})}
    >
      <span className={styles.label}>{label}</span>
      <span className={styles.value}>{value ?? '?'}</span>
      {note !== undefined && <span className={styles.note}>{note}</span>}
      {tone !== 'good' && <VisuallyHidden>{words.tones[tone]}</VisuallyHidden>}
      {series !== undefined && history != null && (
        <Spark
          className={styles.spark}
          values={history.series[series] ?? []}
          most={series === 'mem' || series === 'disk' ? 100 : undefined}
        />
      )}
    </li>
  );
}
