import { Alert, Button, Overlay, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import type { MaintenanceAnswer } from '../../../features/maintenance/schema.ts';
import type { Me } from '../../../features/me/schema.ts';
import { type Answered, ApiError, answeredEvent, call } from '../api/client.ts';
import { isEnding, noteEnded } from '../api/leaving.ts';
import { clockTime } from '../words/dates.ts';
import { useFirstWords } from '../words/words.ts';
import { signOutNow } from './sign-out-now.ts';

const usuallyMs = 5 * 60_000;
/** Spread out, so that the opening is not met by everybody in the same second. */
const whileClosedMs = 15_000 + Math.random() * 15_000;

/** What is announced about the server. Asked again when an answer of the server says that it changed. */
function useMaintenance() {
  return useQuery({
    queryKey: ['maintenance'],
    queryFn: () => call<MaintenanceAnswer>('/maintenance'),
    staleTime: usuallyMs,
    refetchOnWindowFocus: ({ state }) => state.data?.mode != null && 'always',
    refetchInterval: ({ state }) => (state.data?.mode == null ? usuallyMs : whileClosedMs),
  });
}

/**
 * While the site is closed for the reader, a kind page lies over the one that was open. That one stays as it is, with all
 * that is typed, and goes on when the site opens.
 */
export function WhileClosed({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const maintenance = useMaintenance();
  const notice = useRef('');
  useEffect(() => {
    const answered = (event: Event) => {
      const { detail } = event as CustomEvent<Answered>;
      if (detail.notice === notice.current) return;
      notice.current = detail.notice;
      void client.invalidateQueries({ queryKey: ['maintenance'] });
    };
    window.addEventListener(answeredEvent, answered);
    return () => window.removeEventListener(answeredEvent, answered);
  }, [client]);
  const mode = maintenance.data?.mode ?? null;
  const isClosed = useIsClosedForMe(mode);
  return (
    <>
      <div inert={isClosed}>{children}</div>
      {isClosed && mode !== null && <ClosedPage mode={mode} />}
    </>
  );
}

/** Signed in, and not one of those who get in all the same: the server says who is. */
function useIsClosedForMe(mode: MaintenanceAnswer['mode']): boolean {
  const client = useQueryClient();
  const isOn = mode !== null;
  const asked = useQuery({
    queryKey: ['maintenance', 'me'],
    queryFn: () =>
      // Whoever has left looks at the sign-in, or at why it is not there yet.
      !isEnding() &&
      call<Me>('/me').then(
        () => false,
        (error: unknown) => error instanceof ApiError && error.code === 'maintenance',
      ),
    enabled: isOn,
    refetchInterval: whileClosedMs,
  });
  const isClosed = isOn && asked.data === true;
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !isClosed) void client.invalidateQueries();
    was.current = isClosed;
  }, [client, isClosed]);
  return isClosed;
}

function ClosedPage({ mode }: { readonly mode: NonNullable<MaintenanceAnswer['mode']> }) {
  const words = useFirstWords().maintenance;
  const client = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const signOut = async () => {
    // What was typed stays here, as the page says.
    noteEnded(false);
    client.setQueryData(['maintenance', 'me'], false);
    await signOutNow(client);
  };
  return (
    <Overlay fixed center backgroundOpacity={1} color="var(--tt-ground)" zIndex={400} p="md">
      <Paper component="main" withBorder shadow="sm" p="xl" w={480} maw="100%" bg="var(--tt-sheet)">
        <Stack gap="sm" align="flex-start">
          <Title order={1} size="h2" ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
            {words.title}
          </Title>
          <Text style={{ overflowWrap: 'anywhere' }}>{mode.text === '' ? words.usual : mode.text}</Text>
          <Text fw={600}>{untilWhen(mode.until, words)}</Text>
          <Text c="dimmed">{words.safe}</Text>
          <Text c="dimmed" size="sm">
            {words.itself}
          </Text>
          <Button variant="default" size="xs" onClick={signOut}>
            {words.signOut}
          </Button>
        </Stack>
      </Paper>
    </Overlay>
  );
}

function untilWhen(until: string | null, words: ReturnType<typeof useFirstWords>['maintenance']): string {
  if (until === null) return words.unknown;
  return Date.parse(until) > Date.now() ? words.until(clockTime(until)) : words.late(clockTime(until));
}

/** At the sign-in, which stays open for those who look after the server. */
export function ClosedNote() {
  const words = useFirstWords().maintenance;
  const mode = useMaintenance().data?.mode ?? null;
  if (mode === null) return null;
  return (
    <Alert variant="light" color="yellow">
      {words.atSignIn} {mode.until !== null && untilWhen(mode.until, words)}
    </Alert>
  );
}

/** A line above every page, such as that the site closes at four. */
export function MaintenanceBanner() {
  const banner = useMaintenance().data?.banner ?? null;
  if (banner === null) return null;
  return (
    <Alert variant="light" color="yellow" mb="md" className="no-print" style={{ overflowWrap: 'anywhere' }}>
      {banner.text}
    </Alert>
  );
}
