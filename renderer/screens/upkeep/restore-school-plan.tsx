import { Note } from '../../components/note.tsx';
import { Facts, Gap, Sheet } from '../../components/sheet.tsx';
import type { Out } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './upkeep.module.css';

/** What goes back when one school alone is brought back, table by table. */
export function PlanOfSchool({ plan }: { readonly plan: Out<'restore.planSchool'> }) {
  const words = useWords().upkeep.restore;
  const { backup, school, people, tables } = plan;
  return (
    <>
      <Gap />
      <Sheet>
        <Facts
          of={[
            [words.school, `${school.name} (${school.code})`],
            [words.of, when(backup.at)],
          ]}
        />
        {people + tables.length === 0 && <p style={{ marginBottom: 0 }}>{words.same}</p>}
        <ul className={classes.lines}>
          {people > 0 && <li>{words.people(people)}</li>}
          {tables.map(({ table, missing, changed, removed }) => (
            <li key={table}>
              <strong>{table.replaceAll('_', ' ')}</strong>: {words.goesBack(missing, changed, removed)}
            </li>
          ))}
        </ul>
      </Sheet>
      <Gap />
      <Note tone="better" icon="alert" title={words.lostSchool} />
    </>
  );
}
