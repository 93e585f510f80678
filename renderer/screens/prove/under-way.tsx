import { Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { useWords } from '../../words/words.ts';
import type { ActStory } from '../upkeep/use-act-story.ts';
import { Charts } from './charts.tsx';
import classes from './prove.module.css';

type Props = { readonly story: ActStory; readonly isStopping: boolean };

/** A test as it goes on, whoever began it. What changes every second is not read out. */
export function UnderWay({ story, isStopping }: Props) {
  const words = useWords().prove;
  const { origin, line, samples } = story;
  const last = samples?.at(-1);
  return (
    <>
      <Working title={isStopping ? words.stopping : last === undefined ? words.begun : words.stage(last.stage)}>
        {(line !== undefined || last === undefined) && <p className={classes.dim}>{line ?? words.making}</p>}
        <p className={classes.dim}>
          {words.goesOn} {origin !== undefined && words.by(origin.who, origin.from)}
        </p>
      </Working>
      {samples !== undefined && (
        <>
          <Gap />
          <Sheet title={words.live}>
            <Charts samples={samples} />
          </Sheet>
        </>
      )}
    </>
  );
}
