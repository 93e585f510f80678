import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import type { FaceReport } from '../../../installer/contract/shapes/report.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { SaveButton } from '../../components/save-button.tsx';
import { Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useAnswer, useFace } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import runClasses from '../run/run.module.css';

type Props = { readonly connection: string; readonly run: string | undefined };

/** What was proven on the finished server: in three forms, from the final checks alone. */
export function Verify({ connection, run }: Props) {
  const words = useWords().verify;
  const [, go] = useLocation();
  const face = useFace();
  const ofRun = { connection, ...(run === undefined ? {} : { run }) };
  const report = useAnswer('report.get', ofRun);
  if (report.data === undefined) {
    return (
      <Screen title={words.checks}>
        {report.isError ? (
          <Problem error={report.error} onRetry={() => report.refetch()} />
        ) : (
          <Working title={words.working} />
        )}
      </Screen>
    );
  }
  const { outcome } = report.data;
  return (
    <Screen
      title={words.titles[outcome]}
      lead={words.leads[outcome]}
      actions={
        <>
          <SaveButton label={words.report} make={() => face.ask('report.file', { ...ofRun, format: 'html' })} />
          <Spring />
          {outcome === 'not-done' ? (
            <ActButton leftSection={<Icon name="wrench" />} onClick={() => go(`/c/${connection}/plan/make`)}>
              {words.again}
            </ActButton>
          ) : (
            <>
              <Button variant="default" onClick={() => go(`/c/${connection}/hand-over`)}>
                {words.handOver}
              </Button>
              <Button rightSection={<Icon name="next" />} onClick={() => go(`/c/${connection}/prove`)}>
                {words.next}
              </Button>
            </>
          )}
        </>
      }
    >
      <Warnings warnings={report.data.warnings} />
      <Checks verified={report.data.verified} />
    </Screen>
  );
}

function Warnings({ warnings }: Pick<FaceReport, 'warnings'>) {
  const words = useWords().verify;
  if (warnings.length === 0) return null;
  return (
    <>
      <Note tone="better" title={words.warnings}>
        <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      </Note>
      <Gap />
    </>
  );
}

function Checks({ verified }: Pick<FaceReport, 'verified'>) {
  const words = useWords().verify;
  return (
    <Sheet title={words.checks}>
      {verified.length === 0 && <p style={{ margin: 0 }}>{words.none}</p>}
      <ul className={runClasses.list}>
        {verified.map(({ name, ok, detail, notRun }) => (
          <li key={name} className={runClasses.step} style={{ alignItems: 'flex-start' }}>
            <span className={runClasses.mark} data-state={ok ? 'done' : notRun === undefined ? 'failed' : 'waiting'}>
              <Icon name={ok ? 'tick' : notRun === undefined ? 'cross' : 'minus'} size={14} />
            </span>
            <span>
              {name}
              <span className="unseen">, {ok ? words.passed : notRun === undefined ? words.failed : words.notRun}</span>
              {(notRun ?? detail) !== '' && (
                <span style={{ display: 'block', fontSize: 14, color: 'var(--mantine-color-dimmed)' }}>
                  {notRun === undefined ? detail : words.notRunBecause(notRun)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
