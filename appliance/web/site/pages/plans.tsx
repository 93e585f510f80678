import {
  Anchor,
  Badge,
  Button,
  Card,
  Group,
  Loader,
  Progress,
  SegmentedControl,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { AcceptedJob } from '../../../features/jobs/schema.ts';
import type { PlanSummary, PlansAnswer, PrepareRequest } from '../../../features/plans/schema.ts';
import { call, newIdempotencyKey } from '../api/client.ts';
import { isOver, useJob } from '../api/watch-job.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

/** The lesson plans of a scheme, a week after the other. */
export function Plans({ params }: PageProps) {
  const { id = '' } = params;
  const all = useWords();
  const words = all.plans;
  const plans = useQuery({
    queryKey: ['plans', id],
    queryFn: () => call<PlansAnswer>(`/schemes/${id}/plans`),
    staleTime: 0,
  });
  const [view, setView] = useState<View>('week');
  const prepare = useMutation({
    mutationFn: (what: PrepareRequest['what']) =>
      call<AcceptedJob>(`/schemes/${id}/plans/prepare`, { body: { what }, idempotencyKey: newIdempotencyKey() }),
  });
  if (plans.isPending) return <Loader aria-label={all.loading} />;
  if (plans.isError) return <ProblemNote error={plans.error} onRetry={() => plans.refetch()} />;
  const { items, editable } = plans.data;
  const groups = view === 'week' ? byWeek(items, words.week) : bySubStrand(items, words.noSubStrand);
  return (
    <Stack maw={860}>
      <Anchor component={Link} href={`/schemes/${id}`} className="no-print">
        ← {words.back}
      </Anchor>
      <PageHead
        title={words.title}
        {...(editable
          ? {
              actions: (
                <Button loading={prepare.isPending} onClick={() => prepare.mutate('all')}>
                  {words.prepareAll}
                </Button>
              ),
            }
          : {})}
      />
      {prepare.isError && <ProblemNote error={prepare.error} />}
      {prepare.data !== undefined && (
        <Preparing key={prepare.data.jobId} jobId={prepare.data.jobId} onDone={() => void plans.refetch()} />
      )}
      <SegmentedControl
        className="no-print"
        aria-label={words.view}
        style={{ alignSelf: 'start' }}
        value={view}
        onChange={(next) => setView(next as View)}
        data={[
          { value: 'week', label: words.byWeek },
          { value: 'subStrand', label: words.bySubStrand },
        ]}
      />
      {groups.map(({ key, title, lead, what, lessons }) => (
        <section key={key} aria-label={title}>
          <Group justify="space-between" mb="xs" gap="xs">
            <div>
              {lead !== '' && (
                <Text size="sm" c="dimmed">
                  {lead}
                </Text>
              )}
              <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
                {title}
              </Title>
            </div>
            {editable && what !== null && lessons.some(({ prepared }) => !prepared) && (
              <Button
                size="xs"
                variant="default"
                loading={prepare.isPending && prepare.variables === what}
                onClick={() => prepare.mutate(what)}
                aria-label={`${words.prepare[view]}: ${title}`}
              >
                {words.prepare[view]}
              </Button>
            )}
          </Group>
          <Stack gap="xs">
            {lessons.map((lesson) => (
              <Line key={lesson.rowId} schemeId={id} plan={lesson} view={view} />
            ))}
          </Stack>
        </section>
      ))}
    </Stack>
  );
}

type View = 'week' | 'subStrand';
type Grouped = {
  readonly key: string;
  readonly title: string;
  readonly lead: string;
  /** What preparing the group asks for; null where it cannot be asked for by itself. */
  readonly what: PrepareRequest['what'] | null;
  readonly lessons: readonly PlanSummary[];
};

function byWeek(items: readonly PlanSummary[], title: (week: number) => string): Grouped[] {
  return [...Map.groupBy(items, (item) => item.week)].map(([week, lessons]) => ({
    ...{ key: String(week), title: title(week), lead: '', what: { week }, lessons },
  }));
}

/** In the order in which they are taught; lessons of none, such as revision, stand together. */
function bySubStrand(items: readonly PlanSummary[], without: string): Grouped[] {
  return [...Map.groupBy(items, (item) => item.nodeId)].map(([nodeId, lessons]) => ({
    key: nodeId ?? '',
    title: nodeId === null ? without : (lessons[0]?.subStrand ?? ''),
    lead: nodeId === null ? '' : (lessons[0]?.strand ?? ''),
    what: nodeId === null ? null : { nodeId },
    lessons,
  }));
}

type LineProps = { readonly schemeId: string; readonly plan: PlanSummary; readonly view: View };

function Line({ schemeId, plan, view }: LineProps) {
  const words = useWords().plans;
  return (
    <Card withBorder padding="sm" component={Link} href={`/schemes/${schemeId}/plans/${plan.rowId}`}>
      <Group justify="space-between" gap="xs">
        <div>
          <Text fw={600}>{view === 'week' ? plan.subStrand : words.week(plan.week)}</Text>
          <Text size="sm" c="dimmed">
            {words.lesson(plan.lesson)} · {plan.date === null ? '' : shortDate(plan.date)} ·{' '}
            {words.minutes(plan.minutes)}
          </Text>
        </div>
        <Group gap={6}>
          {plan.edited && <Badge variant="light">{words.edited}</Badge>}
          {plan.prepared && plan.findings === 0 && <Badge variant="light">{words.prepared}</Badge>}
          {plan.findings > 0 && (
            <Badge variant="light" color="yellow">
              {words.findings(plan.findings)}
            </Badge>
          )}
        </Group>
      </Group>
    </Card>
  );
}

function Preparing({ jobId, onDone }: { readonly jobId: string; readonly onDone: () => void }) {
  const words = useWords().plans;
  const job = useJob(jobId);
  const over = isOver(job.data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is over
  useEffect(() => {
    if (over) onDone();
  }, [over]);
  if (job.isError) return <ProblemNote error={job.error} onRetry={() => job.refetch()} />;
  const { done = 0, total = 0, state, error } = job.data ?? {};
  if (state === 'failed') {
    return (
      <Text c="red" role="alert">
        {error ?? words.failed}
      </Text>
    );
  }
  return (
    <Card withBorder aria-live="polite">
      <Text size="sm" mb="xs">
        {state === 'completed' ? words.done(total) : total === 0 ? words.preparing : words.progress(done, total)}
      </Text>
      <Progress value={total === 0 ? 0 : (100 * done) / total} aria-label={words.preparing} />
    </Card>
  );
}
