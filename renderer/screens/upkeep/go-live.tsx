import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ActButton } from '../../components/act-button.tsx';
import { AskReason } from '../../components/ask-reason.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { type Out, useAct, useAnswer } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import type { Words } from '../../words/en.ts';
import { useWords } from '../../words/words.ts';
import { Part, toneOf } from './part.tsx';
import classes from './upkeep.module.css';

type Point = Out<'golive.look'>['items'][number];

/** Whether teachers can begin, from evidence. */
export function GoLive({ connection }: { readonly connection: string }) {
  const words = useWords().upkeep;
  const look = useAnswer('golive.look', { connection });
  return (
    <Part
      connection={connection}
      title={words.parts['go-live'].title}
      lead={words.goLive.lead}
      onLook={() => void look.refetch()}
      isLooking={look.isFetching}
    >
      <GoLiveList connection={connection} />
    </Part>
  );
}

/** The checklist by itself, as it is also handed over. */
export function GoLiveList({ connection }: { readonly connection: string }) {
  const words = useWords().upkeep;
  const client = useQueryClient();
  const look = useAnswer('golive.look', { connection });
  const waive = useAct('golive.waive');
  const unwaive = useAct('golive.unwaive');
  const [asked, setAsked] = useState<Point>();
  const took = (found: Out<'golive.look'>) => {
    setAsked(undefined);
    client.setQueryData(['golive.look', { connection }], found);
  };
  if (look.isError) return <Problem error={look.error} onRetry={() => look.refetch()} />;
  if (look.data === undefined) return <Working title={words.goLive.working} />;
  const { ok, summary, at, items } = look.data;
  return (
    <>
      <Note tone={toneOf(ok)} title={summary} role="status">
        <p className={classes.dim}>{words.at(when(at))}</p>
      </Note>
      <Gap />
      <Sheet>
        <ul className={classes.points}>
          {items.map((point) => (
            <PointLine
              key={point.id}
              connection={connection}
              point={point}
              onWaive={() => setAsked(point)}
              onUnwaive={() => unwaive.mutate({ connection, point: point.id }, { onSuccess: took })}
            />
          ))}
        </ul>
        {unwaive.isError && <Problem error={unwaive.error} />}
      </Sheet>
      {asked !== undefined && (
        <AskReason
          title={words.goLive.waiveTitle(asked.title)}
          text={words.goLive.waiveText}
          label={words.drift.reason}
          hint={words.drift.reasonHint}
          confirmLabel={words.goLive.waive}
          least={5}
          onClose={() => setAsked(undefined)}
          onReason={(reason) => waive.mutate({ connection, point: asked.id, reason }, { onSuccess: took })}
          isWorking={waive.isPending}
          error={waive.error}
        />
      )}
    </>
  );
}

const signs: Readonly<Record<Point['verdict'], IconName>> = {
  met: 'tick',
  'not-met': 'cross',
  unknown: 'question',
  waived: 'pen',
};

/** Where in this window a point is seen to, by its id. */
const pages: Readonly<Record<string, { readonly part: PartName; readonly at: string }>> = {
  settings: { part: 'drift', at: 'manage/drift' },
  redis: { part: 'drift', at: 'manage/drift' },
  stack: { part: 'drift', at: 'manage/drift' },
  'load-test': { part: 'prove', at: 'manage/prove' },
  backups: { part: 'backups', at: 'manage/backups' },
  restore: { part: 'backups', at: 'manage/backups' },
  alerts: { part: 'alerts', at: 'manage/alerts' },
  certificate: { part: 'certificate', at: 'manage/certificate' },
  firewall: { part: 'firewall', at: 'manage/firewall' },
  names: { part: 'names', at: 'manage/names' },
};

type PartName = keyof Words['upkeep']['parts'];
type LineProps = {
  readonly connection: string;
  readonly point: Point;
  readonly onWaive: () => void;
  readonly onUnwaive: () => void;
};

function PointLine({ connection, point, onWaive, onUnwaive }: LineProps) {
  const { goLive: words, parts } = useWords().upkeep;
  const [, go] = useLocation();
  const page = pages[point.id];
  const { title, verdict, evidence, todo, waiver } = point;
  return (
    <li className={classes.point}>
      <span className={classes.mark} data-verdict={verdict}>
        <Icon name={signs[verdict]} size={14} />
      </span>
      <div>
        <strong>{title}</strong>
        <span className="unseen">, {words.verdicts[verdict]}</span>
        <p className={classes.dim}>{evidence}</p>
        {waiver !== undefined && <p>{words.waived(waiver.by, when(waiver.at), waiver.reason)}</p>}
        {todo !== undefined && verdict !== 'waived' && <p>{words.todo(todo)}</p>}
        {verdict !== 'met' && (
          <Buttons>
            {page !== undefined && verdict !== 'waived' && (
              <Button
                size="xs"
                variant="light"
                aria-label={words.goToFor(parts[page.part].title, title)}
                onClick={() => go(`/c/${connection}/${page.at}`)}
              >
                {words.goTo(parts[page.part].title)}
              </Button>
            )}
            {verdict === 'waived' ? (
              <ActButton size="xs" variant="default" aria-label={words.unwaiveLabel(title)} onClick={onUnwaive}>
                {words.unwaive}
              </ActButton>
            ) : (
              <ActButton size="xs" variant="default" aria-label={words.waiveLabel(title)} onClick={onWaive}>
                {words.waive}
              </ActButton>
            )}
          </Buttons>
        )}
      </div>
    </li>
  );
}
