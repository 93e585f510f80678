import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { actOf } from '../../../installer/contract/act.ts';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Facts, Gap, Sheet } from '../../components/sheet.tsx';
import { Working } from '../../components/working.tsx';
import { Screen } from '../../frame/screen.tsx';
import { useAnswer } from '../../state/face.ts';
import { useLeave } from '../../state/leave.ts';
import { hostAndPort, when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import { Overview } from '../upkeep/overview.tsx';
import { ForgetServer } from './forget-server.tsx';
import { Health } from './health.tsx';
import { Runs } from './runs.tsx';

/** A server that is known: how it is, what was done on it, and what can be done. */
export function Manage({ held }: { readonly held: Held }) {
  const words = useWords().manage;
  const { connection } = held;
  const [, go] = useLocation();
  const status = useAnswer('manage.status', { connection });
  const leave = useLeave(connection);
  const { data } = status;
  return (
    <Screen
      title={words.title(hostAndPort(held))}
      actions={
        <>
          <ActButton variant="default" onClick={() => leave('/')}>
            {words.leave}
          </ActButton>
          <ForgetServer held={held} />
        </>
      }
    >
      {status.isPending && <Working title={words.working} />}
      {status.isError && <Problem error={status.error} onRetry={() => status.refetch()} />}
      {data?.holder !== null && data?.holder !== undefined && (
        <>
          <Note
            tone="better"
            icon="people"
            title={words.holder(data.holder.who, data.holder.from, when(data.holder.since))}
          >
            <Watch connection={connection} run={data.holder.run} />
          </Note>
          <Gap />
        </>
      )}
      {data !== undefined && data.version === null && (
        <>
          <Note tone="plain" icon="server" title={words.notInstalled}>
            <p>{words.notInstalledText}</p>
            <Buttons>
              <Button onClick={() => go(`/c/${connection}/check`)}>{words.toCheck}</Button>
            </Buttons>
          </Note>
          <Gap />
        </>
      )}
      {data !== undefined && data.version !== null && (
        <>
          <Health connection={connection} />
          <Overview connection={connection} />
          <Sheet title={words.status}>
            <Facts
              of={[
                [words.version, data.version],
                [
                  words.lastRun,
                  data.lastRun === null
                    ? '–'
                    : words.runState(words.acts[actOf(data.lastRun)](data.lastRun.version), data.lastRun.state),
                ],
              ]}
            />
            <Buttons>
              <Button variant="default" onClick={() => go(`/c/${connection}/hand-over`)}>
                {words.handOver}
              </Button>
            </Buttons>
          </Sheet>
          <Sheet title={words.change}>
            <p style={{ margin: 0, color: 'var(--mantine-color-dimmed)' }}>{words.changeText}</p>
            <Buttons>
              <ActButton onClick={() => go(`/c/${connection}/plan/make`)}>{words.repair}</ActButton>
              <Button variant="default" onClick={() => go(`/c/${connection}/check`)}>
                {words.configure}
              </Button>
            </Buttons>
          </Sheet>
        </>
      )}
      {data !== undefined && <Runs connection={connection} />}
      {data !== undefined && data.version !== null && (
        <Sheet title={words.remove}>
          <p style={{ margin: 0, color: 'var(--mantine-color-dimmed)' }}>{words.removeText}</p>
          <Buttons>
            <Button variant="default" onClick={() => go(`/c/${connection}/remove`)}>
              {words.removeGo}
            </Button>
          </Buttons>
        </Sheet>
      )}
    </Screen>
  );
}

function Watch({ connection, run }: { readonly connection: string; readonly run: string }) {
  const words = useWords().manage;
  const [, go] = useLocation();
  return (
    <Buttons>
      <Button size="sm" onClick={() => go(placeOf(connection, run))}>
        {words.watch}
      </Button>
    </Buttons>
  );
}

/** Backups, restores, proofs and capacity tests are no runs of steps: they are shown where they are begun. */
function placeOf(connection: string, run: string): string {
  if (run.startsWith('prove-')) return `/c/${connection}/manage/prove`;
  return /^(backup|restore|drill)-/.test(run) ? `/c/${connection}/manage/backups` : `/c/${connection}/runs/${run}`;
}
