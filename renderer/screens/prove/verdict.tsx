import { Fold } from '../../components/fold.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Gap, Sheet } from '../../components/sheet.tsx';
import type { Out } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import type { Verdict } from '../upkeep/use-act-story.ts';
import classes from './prove.module.css';

export type Last = NonNullable<Out<'prove.look'>['last']>;

/** What the server held, as a sentence; what held it back, and what to do about it. */
export function VerdictNote({ last }: { readonly last: Last }) {
  const words = useWords().prove.verdict;
  const { held, asked, heldBack, tier, at } = last;
  const isPassed = held >= asked;
  const title = isPassed ? words.passed(held) : held === 0 ? words.none : words.fewer(held, asked);
  return (
    <Note
      tone={isPassed ? 'good' : held === 0 ? 'bad' : 'better'}
      icon={isPassed ? 'tick' : 'alert'}
      title={title}
      role="status"
    >
      <p>{isPassed ? words.passedText : heldBack}</p>
      {isPassed && held < tier && <p>{words.smaller(tier)}</p>}
      {!isPassed && <p>{held === 0 ? words.todoNone : words.todo(held)}</p>}
      <p className={classes.dim}>{words.at(when(at))}</p>
    </Note>
  );
}

/** Every mark of every stage, folded away. */
export function Marks({ verdict }: { readonly verdict: Verdict }) {
  const words = useWords().prove.verdict;
  return (
    <>
      <Gap />
      <Sheet>
        <Fold title={words.marks}>
          <div className={classes.scroll}>
            {verdict.stages.map((stage) => (
              <Stage key={stage.users} stage={stage} />
            ))}
          </div>
        </Fold>
      </Sheet>
    </>
  );
}

function Stage({ stage }: { readonly stage: Verdict['stages'][number] }) {
  const words = useWords().prove.verdict;
  const { users, isPassed, marks, requestsPerSecond, processorPercent, generatorPercent } = stage;
  return (
    <table className={classes.table}>
      <caption>
        {words.stage(users, isPassed)}
        <small>{words.machine(requestsPerSecond, processorPercent, generatorPercent)}</small>
      </caption>
      <thead>
        <tr>
          <td className={classes.sign} />
          <th scope="col">{words.mark}</th>
          <th scope="col">{words.wanted}</th>
          <th scope="col">{words.measured}</th>
        </tr>
      </thead>
      <tbody>
        {marks.map(({ id, title, wanted, measured, isMet }) => (
          <tr key={id} {...(isMet ? {} : { 'data-missed': true })}>
            <td className={classes.sign}>
              <Icon name={isMet ? 'tick' : 'cross'} size={16} />
              <span className="unseen">{isMet ? words.isMet : words.isNotMet}</span>
            </td>
            <th scope="row">{title}</th>
            <td>{wanted}</td>
            <td>{measured}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
