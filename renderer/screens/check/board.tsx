import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Checked } from '../../../installer/contract/calls/check.ts';
import { ActButton } from '../../components/act-button.tsx';
import { AskReason } from '../../components/ask-reason.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Buttons, Gap, Sheet } from '../../components/sheet.tsx';
import { useAnswers } from '../../state/answers.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import classes from './check.module.css';
import { Finding, Sign } from './finding.tsx';
import { countsOf, type Group, groupsOf, withOverride } from './state.ts';

const topicIcons: Readonly<Record<Group['topic'], IconName>> = {
  server: 'server',
  storage: 'disk',
  network: 'network',
  names: 'tag',
  services: 'layers',
  space: 'box',
  time: 'clock',
};

/** Everything that was found, passes too, and what it means. */
export function Board({ connection, found }: { readonly connection: string; readonly found: Checked }) {
  const words = useWords();
  const own = words.check;
  const { report, checkedAt, durationMs, offered } = found;
  const answers = useAnswers(connection);
  const [asked, setAsked] = useState<{ readonly id: string; readonly title: string }>();
  const stops = report.findings.filter((finding) => finding.stops).length;
  const offer = report.tierMet !== undefined && report.tierMet < report.wantedTier ? report.tierMet : undefined;
  const accept = (id: string, reason: string | undefined) =>
    answers.change(
      (now) => withOverride(now, id, reason),
      () => setAsked(undefined),
    );
  return (
    <>
      <Existing connection={connection} found={found} />
      <Note
        tone={stops === 0 ? 'good' : 'bad'}
        title={stops === 0 ? own.ready(report.wantedTier) : own.blocked(stops, report.wantedTier)}
        role="status"
      >
        {offer !== undefined && stops > 0 && (
          <Buttons>
            <ActButton
              size="sm"
              onClick={() => answers.change((now) => ({ ...now, tier: offer }))}
              loading={answers.isSaving}
            >
              {own.offer(offer)}
            </ActButton>
          </Buttons>
        )}
      </Note>
      <ul className={classes.counts}>
        {countsOf(report.findings).map(([kind, number]) => (
          <li key={kind} className={classes.count} data-kind={kind}>
            <Sign kind={kind} size={22} />
            {number} {own.kinds[kind].toLowerCase()}
          </li>
        ))}
      </ul>
      {answers.error !== null && asked === undefined && <Problem error={answers.error} />}
      {groupsOf(report.findings).map(({ topic, findings }) => (
        <Sheet key={topic}>
          <h2 className={classes.topic}>
            <Icon name={topicIcons[topic]} size={20} />
            {own.topics[topic]}
          </h2>
          <ul className={classes.findings}>
            {findings.map((finding) => (
              <Finding
                key={finding.id}
                finding={finding}
                onAccept={() => setAsked(finding)}
                onTakeBack={() => accept(finding.id, undefined)}
              />
            ))}
          </ul>
        </Sheet>
      ))}
      <Gap />
      <p className={classes.dim} style={{ margin: 0, fontSize: 14 }}>
        {own.looked(when(checkedAt), words.components.secondsShort(durationMs / 1000))}{' '}
        {offered === null && own.noBundle} {report.unusedOverrides.length > 0 && own.unused(report.unusedOverrides)}
      </p>
      {asked !== undefined && (
        <AskReason
          title={own.acceptTitle(asked.title)}
          text={own.acceptText}
          label={own.reason}
          hint={own.reasonHint}
          confirmLabel={own.acceptDo}
          least={10}
          onClose={() => setAsked(undefined)}
          onReason={(reason) => accept(asked.id, reason)}
          isWorking={answers.isSaving}
          error={answers.error}
        />
      )}
    </>
  );
}

/** What is there of TeachTrack, and who is at work on it. */
function Existing({ connection, found }: { readonly connection: string; readonly found: Checked }) {
  const words = useWords().check;
  const [, go] = useLocation();
  const { version, holder } = found.existing;
  const manage = () => go(`/c/${connection}/manage`);
  if (holder?.alive === true) {
    return (
      <>
        <Note tone="better" icon="people" title={words.holderTitle(holder.who, when(holder.since))}>
          <p>{words.holderText}</p>
          <Buttons>
            <Button size="sm" onClick={manage}>
              {words.holderWatch}
            </Button>
          </Buttons>
        </Note>
        <Gap />
      </>
    );
  }
  if (version === null) return null;
  return (
    <>
      <Note tone="plain" icon="server" title={words.existingTitle(version)}>
        <p>{words.existingText(found.offered, version)}</p>
        <Buttons>
          {found.offered !== null && found.offered !== version && (
            <Button size="sm" onClick={() => go(`/c/${connection}/manage/upgrade`)}>
              {words.existingUpgrade}
            </Button>
          )}
          <Button size="sm" variant="default" onClick={manage}>
            {words.existingManage}
          </Button>
        </Buttons>
      </Note>
      <Gap />
    </>
  );
}
