import { Note } from '../../components/note.tsx';
import { ProblemOf } from '../../components/problem.tsx';
import { Gap, Sheet } from '../../components/sheet.tsx';
import type { Out } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import type { ActStory } from '../upkeep/use-act-story.ts';
import { Charts } from './charts.tsx';
import { Marks, VerdictNote } from './verdict.tsx';

type Props = { readonly look: Out<'prove.look'>; readonly story: ActStory | undefined };

/** How the latest test ended, and what is known of the server from the last one that came to a verdict. */
export function Found({ look, story }: Props) {
  const words = useWords().prove;
  const { end, samples } = story ?? {};
  return (
    <>
      {end?.kind === 'failed' && end.error.code === 'TT-RUN-03' && (
        <>
          <Note tone="plain" icon="stop" title={words.stopped} role="status">
            <p>{words.stoppedText}</p>
          </Note>
          <Gap />
        </>
      )}
      {end?.kind === 'failed' && end.error.code !== 'TT-RUN-03' && (
        <>
          <ProblemOf face={end.error} />
          <Gap />
        </>
      )}
      {look.last === null ? (
        <Note tone="unknown" title={words.none}>
          <p>{words.noneText}</p>
        </Note>
      ) : (
        <VerdictNote last={look.last} />
      )}
      {end?.kind === 'done' && end.verdict !== undefined && <Marks verdict={end.verdict} />}
      {end?.kind === 'done' && samples !== undefined && (
        <Sheet title={words.course}>
          <Charts samples={samples} />
        </Sheet>
      )}
    </>
  );
}
