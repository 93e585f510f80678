import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Icon } from '../../components/icon.tsx';
import { Problem } from '../../components/problem.tsx';
import { SaveButton } from '../../components/save-button.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useAnswer, useFace } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import runClasses from '../run/run.module.css';
import { GoLiveList } from '../upkeep/go-live.tsx';
import { Addresses } from './addresses.tsx';
import { checklistOf } from './checklist.ts';
import { FirstSignIn } from './first-sign-in.tsx';
import { Told } from './told.tsx';
import { Trust } from './trust.tsx';

type Props = { readonly connection: string; readonly run: string | undefined };

/** What others need: addresses, the first sign-in, the trust kit, the report, and what is still open. */
export function HandOver({ connection, run }: Props) {
  const words = useWords().handOver;
  const [, go] = useLocation();
  const face = useFace();
  const ofRun = { connection, ...(run === undefined ? {} : { run }) };
  const report = useAnswer('report.get', ofRun);
  const health = useAnswer('manage.health', { connection });
  const trust = useAnswer('manage.trust', { connection });
  const [isSignInGone, setSignInGone] = useState(false);
  const upkeep = useAnswer('upkeep.look', { connection });
  // An engine that judges it from evidence knows better than what this window has seen.
  const hasChecklist = upkeep.data?.can.includes('golive') === true;
  const { data } = report;
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        <>
          <Spring />
          <Button onClick={() => go(`/c/${connection}/manage`)} rightSection={<Icon name="next" />}>
            {words.finish}
          </Button>
        </>
      }
    >
      {report.isError && <Problem error={report.error} onRetry={() => report.refetch()} />}
      {report.isPending && <Working title={words.working} />}
      {data !== undefined && (
        <>
          <Addresses addresses={data.addresses} />
          <FirstSignIn connection={connection} onGone={() => setSignInGone(true)} />
          <Trust connection={connection} />
          {upkeep.data?.can.includes('alerts') === true && <Told connection={connection} />}
          <Sheet title={words.report.title}>
            <p style={{ margin: 0, color: 'var(--mantine-color-dimmed)' }}>{words.report.text}</p>
            <Buttons>
              <SaveButton
                label={words.report.html}
                make={() => face.ask('report.file', { ...ofRun, format: 'html' })}
              />
              <SaveButton
                label={words.report.json}
                make={() => face.ask('report.file', { ...ofRun, format: 'json' })}
              />
            </Buttons>
          </Sheet>
          {hasChecklist ? (
            <section aria-label={words.list.title}>
              <Gap />
              <GoLiveList connection={connection} />
            </section>
          ) : (
            <Sheet title={words.list.title}>
              <ul className={runClasses.list}>
                {checklistOf(
                  {
                    report: data,
                    isHealthy: health.data?.healthy,
                    isEncrypted: trust.data !== undefined && trust.data !== null,
                    isSignInGone,
                  },
                  words.list,
                ).map(({ id, isDone, text }) => (
                  <li key={id} className={runClasses.step}>
                    <span className={runClasses.mark} data-state={isDone ? 'done' : 'waiting'}>
                      {isDone && <Icon name="tick" size={14} />}
                    </span>
                    <span>
                      {text}
                      <span className="unseen">, {isDone ? words.list.yes : words.list.no}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </Sheet>
          )}
        </>
      )}
    </Screen>
  );
}
