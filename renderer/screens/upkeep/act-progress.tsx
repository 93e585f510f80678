import { Progress } from '@mantine/core';
import { Note } from '../../components/note.tsx';
import { Problem, ProblemOf } from '../../components/problem.tsx';
import { Working } from '../../components/working.tsx';
import { bytes } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './upkeep.module.css';
import type { ActStory } from './use-act-story.ts';

type Props = { readonly act: 'backup' | 'restore' | 'drill'; readonly story: ActStory };

/** How far an act is, and how it ended. */
export function ActProgress({ act, story }: Props) {
  const words = useWords().upkeep.acts;
  const { origin, line, progress, end, error } = story;
  if (error !== undefined) return <Problem error={error} />;
  if (end?.kind === 'failed') return <ProblemOf face={end.error} />;
  if (end?.kind === 'done') return <Note tone="good" title={end.summary} role="status" />;
  const done = progress === undefined ? undefined : words.progress(bytes(progress.doneBytes), bytes(progress.ofBytes));
  return (
    <Working title={words.working[act]}>
      {progress !== undefined && (
        <>
          <Progress
            value={Math.min(100, (100 * progress.doneBytes) / Math.max(1, progress.ofBytes))}
            aria-label={done}
            transitionDuration={250}
            my={6}
          />
          <p className={classes.dim}>{done}</p>
        </>
      )}
      {line !== undefined && <p className={classes.dim}>{line}</p>}
      <p className={classes.dim}>
        {words.goesOn} {origin !== undefined && words.by(origin.who, origin.from)}
      </p>
    </Working>
  );
}
