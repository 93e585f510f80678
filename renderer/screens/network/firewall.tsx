import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { type Out, useAct, useAnswer, useLatest } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { Part, toneOf } from '../upkeep/part.tsx';
import classes from '../upkeep/upkeep.module.css';
import { Doors } from './doors.tsx';
import { TrialNote } from './trial-note.tsx';

type Look = Out<'firewall.look'>;

/** Who may reach the server, and the rules put in force by the proof of a new connection. */
export function Firewall({ connection }: { readonly connection: string }) {
  const words = useWords();
  const own = words.network.firewall;
  const client = useQueryClient();
  const look = useAnswer('firewall.look', { connection });
  const begin = useAct('firewall.try');
  const off = useAct('firewall.off');
  const [times, setTimes] = useState(0);
  const [asked, setAsked] = useState<'on' | 'off'>();
  const trial = useLatest('firewall.follow', times === 0 ? undefined : { connection }, times);
  const close = () => setAsked(undefined);
  const isTrying = times > 0 && trial.error === undefined && !isOver(trial.value);
  const data = shown(look.data, trial.value);
  const again = () => {
    setTimes(0);
    void look.refetch();
  };
  const tryIt = () =>
    begin.mutate(
      { connection },
      {
        onSuccess() {
          close();
          setTimes((now) => now + 1);
        },
      },
    );
  const switchOff = () =>
    off.mutate(
      { connection },
      {
        onSuccess(now) {
          close();
          setTimes(0);
          client.setQueryData(['firewall.look', { connection }], now);
        },
      },
    );
  return (
    <Part
      connection={connection}
      title={words.upkeep.parts.firewall.title}
      lead={own.lead}
      onLook={again}
      isLooking={look.isFetching}
    >
      {look.isError && <Problem error={look.error} />}
      {look.isPending && <Working title={own.working} />}
      {trial.error !== undefined && <Problem error={trial.error} onRetry={again} />}
      {times > 0 && trial.error === undefined && <TrialNote trial={trial.value} onGone={again} />}
      {data !== undefined && (
        <>
          {times === 0 && (
            <>
              <Note tone={toneOf(data.ok)} title={data.summary} role="status">
                <p className={classes.dim}>{words.upkeep.at(when(data.at))}</p>
              </Note>
              <Gap />
            </>
          )}
          <Doors firewall={data}>
            {!isTrying && <Acts connection={connection} firewall={data} onAsk={setAsked} />}
          </Doors>
          {data.state === 'foreign' && data.foreign !== null && <Foreign name={data.foreign} ports={data.openPorts} />}
        </>
      )}
      <Confirm
        title={own.onTitle}
        isOpen={asked === 'on'}
        onClose={close}
        onConfirm={tryIt}
        confirmLabel={own.on}
        isWorking={begin.isPending}
      >
        <p style={{ margin: 0 }}>{own.onText}</p>
        {begin.isError && <Problem error={begin.error} />}
      </Confirm>
      <Confirm
        title={own.offTitle}
        isOpen={asked === 'off'}
        onClose={close}
        onConfirm={switchOff}
        confirmLabel={own.off}
        isDangerous
        isWorking={off.isPending}
      >
        <p style={{ margin: 0 }}>{own.offText}</p>
        {off.isError && <Problem error={off.error} />}
      </Confirm>
    </Part>
  );
}

/** While the rules are on trial they hold. */
function shown(look: Look | undefined, trial: Out<'firewall.follow'> | undefined): Look | undefined {
  if (trial?.kind === 'in-force') return trial.firewall;
  return trial?.kind === 'on-trial' && look !== undefined ? { ...look, state: 'in-force' } : look;
}

function isOver(trial: Out<'firewall.follow'> | undefined): boolean {
  return trial?.kind === 'in-force' || trial?.kind === 'failed';
}

type ActsProps = {
  readonly connection: string;
  readonly firewall: Look;
  readonly onAsk: (what: 'on' | 'off') => void;
};

function Acts({ connection, firewall: { state, isStale }, onAsk }: ActsProps) {
  const words = useWords().network.firewall;
  const [, go] = useLocation();
  return (
    <>
      {state === 'off' && <p style={{ marginBottom: 0 }}>{words.chosenOff}</p>}
      <Buttons>
        {state === 'unconfirmed' &&
          (isStale ? (
            <ActButton onClick={() => go(`/c/${connection}/plan/make`)}>{words.repair}</ActButton>
          ) : (
            <ActButton onClick={() => onAsk('on')}>{words.on}</ActButton>
          ))}
        {state === 'in-force' && (
          <ActButton variant="default" onClick={() => onAsk('off')}>
            {words.off}
          </ActButton>
        )}
        {state !== 'foreign' && (
          <Button variant="default" onClick={() => go(`/c/${connection}/configure`)}>
            {words.change}
          </Button>
        )}
      </Buttons>
    </>
  );
}

function Foreign({ name, ports }: { readonly name: 'ufw' | 'firewalld'; readonly ports: readonly number[] }) {
  const words = useWords().network.firewall;
  const lines =
    name === 'ufw'
      ? ports.map((port) => `ufw allow ${port}/tcp`)
      : [...ports.map((port) => `firewall-cmd --permanent --add-port=${port}/tcp`), 'firewall-cmd --reload'];
  return (
    <Sheet title={words.foreignTitle(name)}>
      <p style={{ marginTop: 0 }}>{words.foreignText}</p>
      <CopyText text={lines.join('\n')} label={words.foreignLabel} />
    </Sheet>
  );
}
