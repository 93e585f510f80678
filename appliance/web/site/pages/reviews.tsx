import { Anchor, Badge, Button, Card, Checkbox, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { PassAnswer, ReviewSummary, ReviewsAnswer } from '../../../features/reviews/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

/** What waits for a head of department or head, made for going through many with the keyboard. */
export function Reviews({ me }: PageProps) {
  const all = useWords();
  const words = all.reviews;
  const client = useQueryClient();
  const [, go] = useLocation();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLDivElement>(null);
  const waiting = useQuery({ queryKey: ['reviews'], queryFn: () => call<ReviewsAnswer>('/reviews') });
  const pass = useMutation({
    mutationFn: (ids: readonly string[]) => call<PassAnswer>('/reviews/pass', { body: { ids } }),
    onSuccess: () => {
      setTicked(new Set());
      return client.invalidateQueries({ queryKey: ['reviews'] });
    },
  });
  const items = waiting.data?.items ?? [];
  const toggle = (id: string) =>
    setTicked((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const cards = [...(list.current?.querySelectorAll<HTMLElement>('[data-review]') ?? [])];
      const here = cards.findIndex((card) => card.contains(document.activeElement));
      const id = cards[here]?.dataset['review'];
      if (event.key === 'j') cards[Math.min(cards.length - 1, here + 1)]?.focus();
      else if (event.key === 'k') cards[Math.max(0, here - 1)]?.focus();
      else if (event.key === 'x' && id !== undefined) toggle(id);
      else if (event.key === 'Enter' && id !== undefined && document.activeElement === cards[here])
        go(`/reviews/${id}`);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  const led = me.memberships.find(({ role }) => role === 'head' || role === 'deputy')?.school;
  const left = pass.data?.items.filter(({ status }) => status !== 'passed').length ?? 0;
  return (
    <Stack gap="md" maw={860}>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          <>
            {ticked.size > 0 && (
              <Button loading={pass.isPending} onClick={() => pass.mutate([...ticked])}>
                {words.passTicked(ticked.size)}
              </Button>
            )}
            {led != null && (
              <Button component={Link} href={`/schools/${led.id}/approval`} variant="default">
                {all.approvalSteps.link}
              </Button>
            )}
          </>
        }
      />
      {waiting.isPending && <Loader aria-label={all.loading} />}
      {waiting.isError && <ProblemNote error={waiting.error} onRetry={() => waiting.refetch()} />}
      {pass.isError && <ProblemNote error={pass.error} />}
      {left > 0 && (
        <Text role="status">
          {words.left(left)} {words.onlyClean}
        </Text>
      )}
      {waiting.data !== undefined && items.length === 0 && <Text>{words.empty}</Text>}
      <Stack gap="xs" ref={list}>
        {items.map((one) => (
          <ReviewCard key={one.id} one={one} isTicked={ticked.has(one.id)} onTick={() => toggle(one.id)} />
        ))}
      </Stack>
    </Stack>
  );
}

type ReviewCardProps = { readonly one: ReviewSummary; readonly isTicked: boolean; readonly onTick: () => void };

function ReviewCard({ one, isTicked, onTick }: ReviewCardProps) {
  const words = useWords().reviews;
  const name = `${one.learningArea}, ${one.className}`;
  return (
    <Card withBorder p="sm" component="article" tabIndex={-1} data-review={one.id} aria-label={name}>
      <Group wrap="nowrap" align="flex-start">
        <Checkbox
          checked={isTicked}
          onChange={onTick}
          disabled={one.findings > 0}
          aria-label={words.tick(name)}
          mt={4}
        />
        <Stack gap={2} style={{ flex: 1, minWidth: 0 }}>
          <Anchor component={Link} href={`/reviews/${one.id}`} fw={600} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Anchor>
          <Text size="sm">
            {one.teacher} · {words.term(one.term.year, one.term.number)}
          </Text>
          <Text size="sm" c="dimmed">
            {shortDate(one.submittedAt.slice(0, 10))} · {words.revision(one.revision)}
          </Text>
        </Stack>
        <Badge variant="light" color={one.findings > 0 ? 'yellow' : 'pine'} style={{ flexShrink: 0 }}>
          {words.findings(one.findings)}
        </Badge>
      </Group>
    </Card>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isCheckbox(target);
}

function isCheckbox(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && target.type === 'checkbox';
}
