import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Fingerprint } from '../../components/fingerprint.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { type Out, useAct, useAnswer } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { BringCertificate } from './bring-certificate.tsx';
import { Part, toneOf } from './part.tsx';
import classes from './upkeep.module.css';

type Look = Out<'certificate.look'>;

/** What browsers see, and a new one: made by the server, or brought. */
export function Certificate({ connection }: { readonly connection: string }) {
  const words = useWords().upkeep;
  const client = useQueryClient();
  const look = useAnswer('certificate.look', { connection });
  const renew = useAct('certificate.renew');
  const own = useAct('certificate.own');
  const [asked, setAsked] = useState<'renew' | 'own' | 'bring'>();
  const close = () => setAsked(undefined);
  const took = (now: Look) => {
    close();
    client.setQueryData(['certificate.look', { connection }], now);
  };
  const { data } = look;
  return (
    <Part
      connection={connection}
      title={words.parts.certificate.title}
      lead={words.certificate.lead}
      onLook={() => void look.refetch()}
      isLooking={look.isFetching}
    >
      {look.isError && <Problem error={look.error} />}
      {look.isPending && <Working title={words.certificate.working} />}
      {data !== undefined && (
        <>
          <Note tone={toneOf(data.ok)} title={data.summary} role="status">
            {data.problems.length > 1 && (
              <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
                {data.problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            )}
            <p className={classes.dim}>{words.at(when(data.at))}</p>
          </Note>
          <Gap />
          {data.source !== 'none' && (
            <Sheet>
              <About look={data} />
              <Buttons>
                {data.source === 'own' ? (
                  <ActButton onClick={() => setAsked('renew')}>{words.certificate.renew}</ActButton>
                ) : (
                  <ActButton variant="default" onClick={() => setAsked('own')}>
                    {words.certificate.own}
                  </ActButton>
                )}
                <Button variant="default" onClick={() => setAsked('bring')}>
                  {words.certificate.bring}
                </Button>
              </Buttons>
            </Sheet>
          )}
          {asked === 'bring' && <BringCertificate connection={connection} onClose={close} onUsed={took} />}
        </>
      )}
      <Confirm
        title={words.certificate.renewTitle}
        isOpen={asked === 'renew'}
        onClose={close}
        onConfirm={() => renew.mutate({ connection }, { onSuccess: took })}
        confirmLabel={words.certificate.renew}
        isWorking={renew.isPending}
      >
        <p style={{ margin: 0 }}>{words.certificate.renewText}</p>
        {renew.isError && <Problem error={renew.error} />}
      </Confirm>
      <Confirm
        title={words.certificate.ownTitle}
        isOpen={asked === 'own'}
        onClose={close}
        onConfirm={() => own.mutate({ connection }, { onSuccess: took })}
        confirmLabel={words.certificate.own}
        isDangerous
        isWorking={own.isPending}
      >
        <p style={{ margin: 0 }}>{words.certificate.ownText}</p>
        {own.isError && <Problem error={own.error} />}
      </Confirm>
    </Part>
  );
}

function About({ look }: { readonly look: Look }) {
  const words = useWords().upkeep.certificate;
  const { source, issuer, names, addresses, notAfter, daysLeft, nextRenewal, fingerprint } = look;
  return (
    <Facts
      of={[
        [words.source, words.sources[source]],
        ...(issuer === null ? [] : [[words.issuer, issuer] as const]),
        [words.for, [...names, ...addresses].join(', ')],
        ...(notAfter === null || daysLeft === null
          ? []
          : [[words.until, words.days(when(notAfter), daysLeft)] as const]),
        [words.renewal, nextRenewal === null ? words.byHand : when(nextRenewal)],
        ...(fingerprint === null
          ? []
          : [[words.fingerprint, <Fingerprint key="fingerprint" text={fingerprint} />] as const]),
      ]}
    />
  );
}
