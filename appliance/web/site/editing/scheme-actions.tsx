import { Alert, Button, Group, Menu, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { TermsAnswer } from '../../../features/calendar/schema.ts';
import type { CopySchemeAnswer, ReflowPreview, Scheme, ShareAnswer } from '../../../features/schemes/schema.ts';
import { call, newIdempotencyKey } from '../api/client.ts';
import { Dialog } from '../components/dialog.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { dateHere, shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

type ActionsProps = { readonly scheme: Scheme; readonly onChanged: () => void };
type Open = 'copy' | 'share' | 'reflow' | 'remove' | null;

/** What is done with a scheme as a whole. */
export function SchemeActions({ scheme, onChanged }: ActionsProps) {
  const words = useWords().sharing;
  const [open, setOpen] = useState<Open>(null);
  const [, go] = useLocation();
  const archive = useMutation({
    mutationFn: () => call(`/schemes/${scheme.id}/archived`, { method: 'PUT', body: { archived: !scheme.archived } }),
    onSuccess: onChanged,
  });
  const remove = useMutation({
    mutationFn: () => call(`/schemes/${scheme.id}`, { method: 'DELETE' }),
    onSuccess: () => go('/schemes'),
  });
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default">{useWords().editing.more}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('reflow')}>{words.reflow}</Menu.Item>
          <Menu.Item onClick={() => setOpen('copy')}>{words.copy}</Menu.Item>
          <Menu.Item onClick={() => setOpen('share')}>{words.share}</Menu.Item>
          <Menu.Item onClick={() => archive.mutate()}>{scheme.archived ? words.restore : words.archive}</Menu.Item>
          <Menu.Item onClick={() => setOpen('remove')}>{words.remove}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {archive.isError && <ProblemNote error={archive.error} />}
      <Dialog opened={open === 'copy'} onClose={close} title={words.copyTitle}>
        <CopyForm from={`/schemes/${scheme.id}`} scheme={scheme} />
      </Dialog>
      <Dialog opened={open === 'share'} onClose={close} title={words.shareTitle}>
        {open === 'share' && <Sharing schemeId={scheme.id} onDone={close} />}
      </Dialog>
      <Dialog opened={open === 'reflow'} onClose={close} title={words.reflowTitle}>
        {open === 'reflow' && (
          <Reflowing
            schemeId={scheme.id}
            onDone={() => {
              close();
              onChanged();
            }}
          />
        )}
      </Dialog>
      <Dialog opened={open === 'remove'} onClose={close} title={words.removeTitle}>
        <Stack>
          <Text>{words.removeLead(`${scheme.learningArea.name}, ${scheme.className}`)}</Text>
          {remove.isError && <ProblemNote error={remove.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {words.cancel}
            </Button>
            <Button color="clay" loading={remove.isPending} onClick={() => remove.mutate()}>
              {words.remove}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}

/** Asks for term and class; `from` is the scheme or the link it is copied from. */
export function CopyForm({ from, scheme }: { readonly from: string; readonly scheme: Scheme }) {
  const all = useWords();
  const words = all.sharing;
  const [, go] = useLocation();
  const terms = useQuery({ queryKey: ['terms'], queryFn: () => call<TermsAnswer>('/terms') });
  const [termId, setTermId] = useState<string | null>(scheme.term.id);
  const [className, setClassName] = useState(scheme.className);
  const [key] = useState(newIdempotencyKey);
  const copy = useMutation({
    mutationFn: () => {
      const body = { className: className.trim(), ...(termId === null ? {} : { termId }) };
      return call<CopySchemeAnswer>(`${from}/copy`, { body, idempotencyKey: `${key}${termId}${className.length}` });
    },
    onSuccess: ({ schemeId }) => go(`/schemes/${schemeId}`),
  });
  return (
    <Stack>
      <Text size="sm">{words.copyLead}</Text>
      <Select
        label={words.term}
        allowDeselect={false}
        data={(terms.data?.items ?? [scheme.term]).map((term) => ({
          value: term.id,
          label: all.schemes.term(term.year, term.number),
        }))}
        value={termId}
        onChange={setTermId}
      />
      <TextInput
        label={words.className}
        value={className}
        maxLength={40}
        onChange={(event) => setClassName(event.currentTarget.value)}
      />
      {copy.isError && <ProblemNote error={copy.error} />}
      <Button loading={copy.isPending} disabled={className.trim() === ''} onClick={() => copy.mutate()}>
        {words.makeMine}
      </Button>
    </Stack>
  );
}

function Sharing({ schemeId, onDone }: { readonly schemeId: string; readonly onDone: () => void }) {
  const words = useWords().sharing;
  const link = useQuery({
    queryKey: ['share', schemeId],
    queryFn: () => call<ShareAnswer>(`/schemes/${schemeId}/share`, { method: 'POST' }),
    staleTime: 0,
  });
  const withdraw = useMutation({
    mutationFn: () => call(`/schemes/${schemeId}/share`, { method: 'DELETE' }),
    onSuccess: onDone,
  });
  const error = link.error ?? withdraw.error;
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  // Over plain HTTP the browser has no clipboard of its own to offer: copying what is selected still works.
  const copy = () => {
    field.current?.select();
    setCopied(document.execCommand('copy'));
  };
  return (
    <Stack>
      <Text size="sm">{words.shareLead}</Text>
      {error !== null && <ProblemNote error={error} />}
      {link.data !== undefined && (
        <TextInput
          ref={field}
          label={words.link}
          readOnly
          value={`${window.location.origin}/shared/${link.data.token}`}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <Group>
        <Button disabled={link.data === undefined} onClick={copy}>
          {words.copyLink}
        </Button>
        <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {words.unshare}
        </Button>
        {isCopied && (
          <Text size="sm" role="status">
            {words.copied}
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function Reflowing({ schemeId, onDone }: { readonly schemeId: string; readonly onDone: () => void }) {
  const words = useWords().sharing;
  const from = dateHere();
  const preview = useQuery({
    queryKey: ['reflow', schemeId],
    queryFn: () => call<ReflowPreview>(`/schemes/${schemeId}/reflow?from=${from}`),
    staleTime: 0,
  });
  const move = useMutation({
    mutationFn: (schemeVersion: number) =>
      call(`/schemes/${schemeId}/reflow`, { body: { clientOpId: newIdempotencyKey(), from, schemeVersion } }),
    onSuccess: onDone,
  });
  if (preview.isError) return <ProblemNote error={preview.error} onRetry={() => preview.refetch()} />;
  if (preview.data === undefined) return null;
  const { moves, carriedOver, banners, schemeVersion } = preview.data;
  const day = (date: string | null) => (date === null ? words.noDay : shortDate(date));
  if (moves.length + banners === 0) return <Text role="status">{words.reflowNone}</Text>;
  return (
    <Stack>
      <Text>{words.reflowLead(moves.length)}</Text>
      {moves.slice(0, 12).map((one) => (
        <Text key={one.rowId} size="sm">
          {one.subStrand}: {day(one.from)} → {day(one.to)}
        </Text>
      ))}
      {moves.length > 12 && <Text size="sm">…</Text>}
      {carriedOver > 0 && <Alert color="yellow">{words.reflowCarried(carriedOver)}</Alert>}
      {move.isError && <ProblemNote error={move.error} />}
      <Button loading={move.isPending} onClick={() => move.mutate(schemeVersion)}>
        {words.reflowDo}
      </Button>
    </Stack>
  );
}
