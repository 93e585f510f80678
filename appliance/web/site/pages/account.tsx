import { Alert, Button, Card, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { AccountAnswer } from '../../../features/account/schema.ts';
import { MyCodes } from '../account/my-codes.tsx';
import { MyData } from '../account/my-data.tsx';
import { MyLanguage } from '../account/my-language.tsx';
import { MyPassword } from '../account/my-password.tsx';
import { MyPin } from '../account/my-pin.tsx';
import { MySessions } from '../account/my-sessions.tsx';
import { MyStandIns, rolesToLend } from '../account/my-stand-ins.tsx';
import { call } from '../api/client.ts';
import { Notice } from '../components/notice.tsx';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { useWords } from '../words/words.ts';

/** Everybody's own: signing in, codes and PIN, and what is kept about them. */
export function Account({ me }: PageProps) {
  const all = useWords();
  const words = all.account;
  const [readsNotice, setReadsNotice] = useState(false);
  const account = useQuery({ queryKey: ['account'], queryFn: () => call<AccountAnswer>('/account') });
  if (account.isPending) return <Loader aria-label={all.loading} />;
  if (account.isError) return <ProblemNote error={account.error} onRetry={() => account.refetch()} />;
  const { lastReset, recoveryCodesLeft, hasPin } = account.data;
  return (
    <Stack maw={680}>
      <PageHead title={words.title} lead={words.lead(me.staffNumber ?? me.userName)} />
      {lastReset !== null && (
        <Alert color="yellow" variant="light" styles={{ message: { color: 'var(--mantine-color-text)' } }}>
          {words.lastReset(lastReset.by, lastReset.at)}
        </Alert>
      )}
      <Part title={words.sessions} lead={words.sessionsHint}>
        <MySessions />
      </Part>
      {(rolesToLend(me).length > 0 || me.memberships.some(({ actingFor }) => actingFor !== null)) && (
        <Part title={all.standIns.title} lead={all.standIns.lead}>
          <MyStandIns me={me} />
        </Part>
      )}
      <Part title={words.language} lead={words.languageLead}>
        <MyLanguage />
      </Part>
      <Part title={words.password}>
        <MyPassword />
      </Part>
      <Part title={words.codes} lead={`${words.codesLead} ${words.codesLeft(recoveryCodesLeft)}`}>
        <MyCodes name={me.staffNumber ?? me.userName} site={me.site} />
      </Part>
      <Part title={words.pin} lead={words.pinLead}>
        <MyPin hasPin={hasPin} />
      </Part>
      <Part title={words.data} lead={words.dataLead}>
        <MyData />
      </Part>
      <Part title={words.notice}>
        <Group>
          <Button variant="default" onClick={() => setReadsNotice(true)}>
            {words.noticeShow}
          </Button>
        </Group>
      </Part>
      {readsNotice && <Notice isFirst={false} onClose={() => setReadsNotice(false)} />}
    </Stack>
  );
}

type PartProps = { readonly title: string; readonly lead?: string; readonly children: ReactNode };

function Part({ title, lead, children }: PartProps) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {title}
        </Title>
        {lead !== undefined && <Text size="sm">{lead}</Text>}
        {children}
      </Stack>
    </Card>
  );
}
