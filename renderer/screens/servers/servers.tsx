import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Held } from '../../../installer/contract/calls/connection.ts';
import { ActButton } from '../../components/act-button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Scene } from '../../components/scene.tsx';
import { Working } from '../../components/working.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import { useAct, useAnswer } from '../../state/face.ts';
import { hostAndPort, when } from '../../state/places.ts';
import { connectionHome } from '../../state/way.ts';
import { useWords } from '../../words/words.ts';
import { LookedAt } from './looked-at.tsx';
import classes from './servers.module.css';

type Address = { readonly host: string; readonly port: number };

/** What this laptop knows, and the way in. */
export function Servers({ held }: { readonly held: readonly Held[] }) {
  const words = useWords().servers;
  const [, go] = useLocation();
  const list = useAnswer('servers.list', {});
  const [asked, setAsked] = useState<Address>();
  const [gone, setGone] = useState<string>();
  const forget = useForget();
  if (list.data?.length === 0 && held.length === 0) return <FirstServer />;
  const add = (
    <Button leftSection={<Icon name="plus" />} onClick={() => go('/connect')}>
      {words.add}
    </Button>
  );
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        <>
          <Spring />
          {add}
        </>
      }
    >
      {list.isPending && <Working title={words.working} />}
      {list.isError && <Problem error={list.error} onRetry={() => list.refetch()} />}
      {gone !== undefined && <Note tone="good" role="status" title={words.forgotten(gone)} />}
      <ul className={classes.list}>
        {(list.data ?? []).map((server) => {
          const name = hostAndPort(server);
          const open = held.find((one) => one.host === server.host && one.port === server.port);
          const place = open === undefined ? `/connect/${encodeURIComponent(name)}` : connectionHome(open);
          return (
            <li key={name} className={classes.server}>
              <span className={classes.sign}>
                <Icon name="server" size={24} />
              </span>
              <div className={classes.name}>
                <strong>{name}</strong>
                <span>
                  {words.user(server.user, when(server.lastSeen))}
                  {open !== undefined && ` · ${words.connected}`}
                  {server.hasSecret && ` · ${words.keeps}`}
                </span>
                {server.look !== undefined && <LookedAt look={server.look} />}
              </div>
              <ActButton
                variant="subtle"
                color="gray"
                c="dimmed"
                onClick={() => setAsked(server)}
                aria-label={words.forgetLabel(name)}
              >
                {words.forget}
              </ActButton>
              <Button
                variant={open === undefined ? 'light' : 'filled'}
                onClick={() => go(place)}
                aria-label={open === undefined ? words.openLabel(name) : words.openNowLabel(name)}
              >
                {open === undefined ? words.open : words.openNow}
              </Button>
            </li>
          );
        })}
      </ul>
      {asked !== undefined && (
        <Confirm
          title={words.forgetTitle(hostAndPort(asked))}
          isOpen
          onClose={() => setAsked(undefined)}
          confirmLabel={words.forgetDo}
          isDangerous
          isWorking={forget.isPending}
          onConfirm={() =>
            forget.mutate(
              { host: asked.host, port: asked.port },
              {
                onSuccess: () => {
                  setGone(hostAndPort(asked));
                  setAsked(undefined);
                },
              },
            )
          }
        >
          <p style={{ margin: 0 }}>{words.forgetText}</p>
          {forget.isError && <Problem error={forget.error} />}
        </Confirm>
      )}
    </Screen>
  );
}

export function useForget() {
  const client = useQueryClient();
  const forget = useAct('servers.forget');
  const mutate: typeof forget.mutate = (input, options) =>
    forget.mutate(input, {
      ...options,
      onSettled: () => client.invalidateQueries({ queryKey: ['servers.list'] }),
    });
  return { ...forget, mutate };
}

function FirstServer() {
  const words = useWords().servers;
  const [, go] = useLocation();
  return (
    <Screen
      title={words.emptyTitle}
      lead={words.emptyLead}
      actions={
        <>
          <Spring />
          <Button size="md" rightSection={<Icon name="next" />} onClick={() => go('/connect')}>
            {words.begin}
          </Button>
        </>
      }
    >
      <div className={classes.hero}>
        <Scene name="begin" />
      </div>
      <ol className={classes.way}>
        {words.emptySteps.map(([name, text]) => (
          <li key={name}>
            <strong>{name}</strong>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </Screen>
  );
}
