import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { TypedHost } from '../../components/typed-host.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { type Out, useAct } from '../../state/face.ts';
import { hostAndPort, when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { ActProgress } from './act-progress.tsx';
import { PlanOfSchool } from './restore-school-plan.tsx';
import { useActStory } from './use-act-story.ts';

type Props = {
  readonly held: Held;
  /** Undefined until there is one. */
  readonly plan: Out<'restore.plan'> | Out<'restore.planSchool'> | undefined;
  readonly lead: string;
  readonly onBack: () => void;
  /** How the plan comes about. */
  readonly children: ReactNode;
};

/** What a restore would do, the server's address typed, and how it goes. */
export function RestorePage({ held, plan, lead, onBack, children }: Props) {
  const words = useWords().upkeep.restore;
  const { connection, host } = held;
  const school = plan !== undefined && 'school' in plan ? plan.school.name : undefined;
  const start = useAct('restore.start');
  const [isAsking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const [times, setTimes] = useState(0);
  const story = useActStory(connection, 'restore', times);
  const begin = () => {
    if (plan === undefined) return;
    start.mutate(
      { connection, name: plan.backup.name, digest: plan.digest, typed: typed.trim() },
      {
        onSuccess() {
          setAsking(false);
          setTimes((now) => now + 1);
        },
      },
    );
  };
  return (
    <Screen
      title={words.title}
      lead={lead}
      actions={
        <>
          <Button variant="default" onClick={onBack}>
            {words.back}
          </Button>
          <Spring />
          {plan !== undefined && times === 0 && (
            <ActButton color="clay" onClick={() => setAsking(true)}>
              {words.go}
            </ActButton>
          )}
        </>
      }
    >
      {times === 0 && children}
      {story !== undefined && (
        <>
          <ActProgress act="restore" story={story} />
          <Gap />
        </>
      )}
      {plan !== undefined &&
        times === 0 &&
        ('school' in plan ? <PlanOfSchool plan={plan} /> : <PlanOfRestore plan={plan} />)}
      <Confirm
        title={school === undefined ? words.agreeTitle(hostAndPort(held)) : words.agreeSchool(school)}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={begin}
        confirmLabel={words.go}
        isDangerous
        canConfirm={typed.trim() === host}
        isWorking={start.isPending}
      >
        <Note tone="bad" title={school === undefined ? words.lost : words.lostSchool} />
        <TypedHost label={words.type(host)} typed={typed} onType={setTyped} />
        {start.isError && <Problem error={start.error} />}
      </Confirm>
    </Screen>
  );
}

function PlanOfRestore({ plan }: { readonly plan: Out<'restore.plan'> }) {
  const words = useWords().upkeep.restore;
  const { backup, here, rows, documents, isOtherServer, migrates } = plan;
  const count = (value: number) => new Intl.NumberFormat('en').format(value);
  return (
    <>
      <Sheet>
        <Facts
          of={[
            [words.of, words.madeBy(backup.server, backup.version, when(backup.at))],
            [words.holds, words.rows(count(rows), count(documents))],
            [words.now, words.rowsNow(count(here.rows))],
          ]}
        />
      </Sheet>
      <Gap />
      <Note tone="better" icon="alert" title={words.lost}>
        <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
          <li>{words.closed}</li>
          {isOtherServer && <li>{words.other}</li>}
          {migrates && <li>{words.migrates}</li>}
        </ul>
      </Note>
    </>
  );
}
