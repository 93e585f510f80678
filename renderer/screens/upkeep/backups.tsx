import { useEffect, useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { useAct, useAnswer } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { ActProgress } from './act-progress.tsx';
import { BackupKey } from './backup-key.tsx';
import { BackupList } from './backup-list.tsx';
import { Copies } from './copies.tsx';
import { Part, toneOf } from './part.tsx';
import classes from './upkeep.module.css';
import { useActStory } from './use-act-story.ts';

/** What is kept, a new one, the proof, the key and the way to a restore. */
export function Backups({ connection }: { readonly connection: string }) {
  const words = useWords().upkeep;
  const own = words.backups;
  const list = useAnswer('backups.list', { connection });
  const { data } = list;
  return (
    <Part
      connection={connection}
      title={words.parts.backups.title}
      lead={own.lead}
      onLook={() => void list.refetch()}
      isLooking={list.isFetching}
    >
      {list.isError && <Problem error={list.error} />}
      {list.isPending && <Working title={own.working} />}
      {data !== undefined && (
        <>
          <Note tone={toneOf(data.ok)} title={data.summary} role="status">
            <p className={classes.dim}>{data.next === null ? own.noNext : own.next(when(data.next))}</p>
          </Note>
          <Gap />
          {!data.keyConfirmed && <BackupKey connection={connection} isConfirmed={false} />}
          <ActSheet connection={connection} act="backup" onEnd={() => void list.refetch()} />
          <ActSheet
            connection={connection}
            act="drill"
            onEnd={() => void list.refetch()}
            canBegin={data.last !== null}
          />
          <BackupList connection={connection} backups={data} />
          <Copies connection={connection} states={data.targets} />
          {data.keyConfirmed && <BackupKey connection={connection} isConfirmed />}
        </>
      )}
    </Part>
  );
}

type ActProps = {
  readonly connection: string;
  readonly act: 'backup' | 'drill';
  readonly onEnd: () => void;
  readonly canBegin?: boolean;
};

/** Begins a backup or a proof and shows how it goes, also one that somebody else began. */
function ActSheet({ connection, act, onEnd, canBegin = true }: ActProps) {
  const words = useWords().upkeep.backups;
  const status = useAnswer('manage.status', { connection });
  const looked = useAnswer('upkeep.look', { connection });
  const begin = useAct(act === 'backup' ? 'backups.make' : 'drill.start');
  const [times, setTimes] = useState(0);
  const story = useActStory(connection, act, times);
  const isUnderWay = status.data?.holder?.run.startsWith(`${act}-`) === true;
  useEffect(() => {
    if (isUnderWay) setTimes((now) => Math.max(now, 1));
  }, [isUnderWay]);
  const isOver = story?.end !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it is over
  useEffect(() => {
    if (isOver) onEnd();
  }, [isOver]);
  const proven = looked.data?.states['drill'];
  const isGoingOn = story !== undefined && !isOver && story.error === undefined;
  return (
    <Sheet title={act === 'backup' ? words.makeTitle : words.provenTitle}>
      {act === 'drill' && (
        <p style={{ marginTop: 0 }}>
          {proven === undefined ? words.provenNone : `${proven.summary} ${when(proven.at)}`}
        </p>
      )}
      <p className={classes.dim} style={{ marginTop: 0 }}>
        {act === 'backup' ? words.makeText : words.provenText}
      </p>
      {story !== undefined && <ActProgress act={act} story={story} />}
      {begin.isError && <Problem error={begin.error} />}
      {!isGoingOn && (
        <Buttons>
          <ActButton
            variant={act === 'backup' ? 'filled' : 'default'}
            loading={begin.isPending}
            disabled={!canBegin}
            onClick={() => begin.mutate({ connection }, { onSuccess: () => setTimes((now) => now + 1) })}
          >
            {act === 'backup' ? words.make : words.drill}
          </ActButton>
        </Buttons>
      )}
    </Sheet>
  );
}
