import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { useAnswer } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { DriftItem } from './drift-item.tsx';
import { DriftKept } from './drift-kept.tsx';
import { Part, toneOf } from './part.tsx';
import classes from './upkeep.module.css';

/** What somebody changed on the server, with the difference and the three choices. */
export function Drift({ connection }: { readonly connection: string }) {
  const words = useWords().upkeep;
  const look = useAnswer('drift.look', { connection });
  const { data } = look;
  return (
    <Part
      connection={connection}
      title={words.parts.drift.title}
      lead={words.drift.lead}
      onLook={() => void look.refetch()}
      isLooking={look.isFetching}
    >
      {look.isError && <Problem error={look.error} />}
      {look.isPending && <Working title={words.drift.working} />}
      {data !== undefined && (
        <>
          <Note tone={toneOf(data.ok)} title={data.summary} role="status">
            <p className={classes.dim}>{words.at(when(data.at))}</p>
          </Note>
          <Gap />
          {data.items.map((item) => (
            <DriftItem key={item.id} connection={connection} item={item} />
          ))}
          {data.kept.length > 0 && <DriftKept connection={connection} kept={data.kept} />}
          {data.notChecked.length > 0 && (
            <Sheet title={words.drift.notChecked}>
              <ul>
                {data.notChecked.map(({ title, why }) => (
                  <li key={title}>
                    {title}: {why}
                  </li>
                ))}
              </ul>
            </Sheet>
          )}
        </>
      )}
    </Part>
  );
}
