import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Fold } from '../../components/fold.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { type Out, useAnswer } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useMaking } from '../../state/use-making.ts';
import { useWords } from '../../words/words.ts';
import { BundleField } from '../plan/bundle-field.tsx';
import { Part, toneOf } from '../upkeep/part.tsx';
import { Agree } from './agree.tsx';
import { Attempt } from './attempt.tsx';

type Look = Out<'upgrade.look'>;

/** What is installed and what could take its place; what speaks against it; the way there and the way back. */
export function Upgrade({ held }: { readonly held: Held }) {
  const words = useWords();
  const own = words.upgrade;
  const { connection } = held;
  const [folder, setFolder] = useState<string>();
  const given = folder === undefined ? {} : { bundle: folder };
  const look = useAnswer('upgrade.look', { connection, ...given });
  const making = useMaking(held, 'upgrade');
  const { made } = making;
  const { data } = look;
  const begin = () => making.begin({ kind: 'upgrade', ...given });
  const use = (bundle: string) => {
    setFolder(bundle);
    // What was said of another bundle holds no more.
    if (made !== undefined) making.begin({ kind: 'upgrade', bundle });
  };
  const ready = made?.ready;
  return (
    <Part
      connection={connection}
      title={words.upkeep.parts.upgrade.title}
      lead={own.lead}
      onLook={() => void look.refetch()}
      isLooking={look.isFetching}
      {...(ready === undefined || ready.plan.steps.length === 0
        ? {}
        : { action: <Agree held={held} plan={ready.plan} seconds={ready.sums.seconds} /> })}
    >
      {look.isError && <Problem error={look.error} />}
      {look.isPending && <Working title={own.working} />}
      {data !== undefined && (
        <>
          {data.holder !== null && <Holder connection={connection} holder={data.holder} />}
          {data.last !== null && <Last connection={connection} last={data.last} />}
          <Here look={data} onUse={use}>
            {made === undefined && data.bundle.kind === 'found' && data.bundle.way === 'newer' && (
              <Buttons>
                <ActButton onClick={begin} loading={making.isBeginning} disabled={data.holder !== null}>
                  {own.see}
                </ActButton>
              </Buttons>
            )}
          </Here>
          {making.beginError !== null && <Problem error={making.beginError} />}
          {made !== undefined && <Attempt connection={connection} made={made} onAgain={begin} />}
          {data.back !== null && <WayBack connection={connection} back={data.back} />}
        </>
      )}
    </Part>
  );
}

function Holder({ connection, holder }: { readonly connection: string; readonly holder: NonNullable<Look['holder']> }) {
  const words = useWords().upgrade;
  const [, go] = useLocation();
  const { who, from, since, run } = holder;
  const isRun = /^\d/.test(run);
  return (
    <>
      <Note tone="better" icon="people" title={words.holder(who, from, when(since))} role="status">
        <p>{words.holderText}</p>
        {isRun && (
          <Buttons>
            <Button size="sm" onClick={() => go(`/c/${connection}/runs/${run}`)}>
              {words.watch}
            </Button>
          </Buttons>
        )}
      </Note>
      <Gap />
    </>
  );
}

function Last({ connection, last }: { readonly connection: string; readonly last: NonNullable<Look['last']> }) {
  const words = useWords();
  const [, go] = useLocation();
  return (
    <>
      <Note tone={toneOf(last.ok)} title={last.summary} role="status">
        <p style={{ color: 'var(--mantine-color-dimmed)' }}>{words.upkeep.at(when(last.at))}</p>
        <Buttons>
          <Button size="xs" variant="default" onClick={() => go(`/c/${connection}/runs/${last.run}`)}>
            {words.upgrade.seeRun}
          </Button>
        </Buttons>
      </Note>
      <Gap />
    </>
  );
}

type HereProps = {
  readonly look: Look;
  readonly onUse: (folder: string) => void;
  readonly children: React.ReactNode;
};

function Here({ look, onUse, children }: HereProps) {
  const words = useWords().upgrade;
  const { installed, bundle } = look;
  if (installed === null) return <Note tone="plain" icon="server" title={words.notInstalled} />;
  return (
    <>
      <Sheet title={words.have}>
        <Facts
          of={[
            [words.installed, installed],
            [words.bundle, bundle.kind === 'found' ? bundle.version : words.noBundle],
          ]}
        />
        {bundle.kind === 'found' && (
          <>
            <Gap />
            <Note
              tone={bundle.way === 'same' ? 'good' : bundle.way === 'newer' ? 'plain' : 'better'}
              title={words.ways[bundle.way](bundle.version, bundle.needed)}
            />
          </>
        )}
        {children}
        {bundle.kind === 'found' && (
          <>
            <Gap />
            <Fold title={words.other}>
              <BundleField onUse={onUse} isBare />
            </Fold>
          </>
        )}
      </Sheet>
      {bundle.kind === 'none' && <BundleField onUse={onUse} />}
    </>
  );
}

function WayBack({ connection, back }: { readonly connection: string; readonly back: NonNullable<Look['back']> }) {
  const words = useWords().upgrade;
  const [, go] = useLocation();
  return (
    <Sheet title={words.backTitle(back.to)}>
      <p style={{ margin: 0 }}>{back.losesData ? words.backLoses : words.backKeeps}</p>
      <Buttons>
        <ActButton
          variant="default"
          leftSection={<Icon name="back" />}
          onClick={() => go(`/c/${connection}/manage/upgrade/back`)}
        >
          {words.backSee}
        </ActButton>
      </Buttons>
    </Sheet>
  );
}
