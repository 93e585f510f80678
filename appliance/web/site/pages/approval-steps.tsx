import { Anchor, Button, Card, Checkbox, Group, Loader, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Flow, FlowStep } from '../../../features/reviews/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { keepsTimetables } from '../timetable/kept-schools.ts';
import { useWords } from '../words/words.ts';

const mostSteps = 3;

/** Who looks at a scheme of work of the school that is handed in, in which order. */
export function ApprovalSteps({ me, params }: PageProps) {
  const schoolId = params['id'] ?? '';
  const all = useWords();
  const words = all.approvalSteps;
  const flow = useQuery({ queryKey: ['flow', schoolId], queryFn: () => call<Flow>(`/schools/${schoolId}/flow`) });
  return (
    <Stack maw={680}>
      <Anchor component={Link} href="/reviews">
        ← {all.reviews.nav}
      </Anchor>
      <PageHead title={words.title} lead={words.lead} />
      {flow.isPending && <Loader aria-label={all.loading} />}
      {flow.isError && <ProblemNote error={flow.error} onRetry={() => flow.refetch()} />}
      {flow.data !== undefined && (
        <Steps key={flow.dataUpdatedAt} schoolId={schoolId} steps={flow.data.steps} mayChange={keepsTimetables(me)} />
      )}
    </Stack>
  );
}

type StepsProps = {
  readonly schoolId: string;
  readonly steps: readonly FlowStep[];
  readonly mayChange: boolean;
};

function Steps(props: StepsProps) {
  const all = useWords();
  const words = all.approvalSteps;
  const client = useQueryClient();
  const [steps, setSteps] = useState(props.steps);
  const save = useMutation({
    mutationFn: () => call<undefined>(`/schools/${props.schoolId}/flow`, { method: 'PUT', body: { steps } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['flow', props.schoolId] }),
  });
  const set = (index: number, change: Partial<FlowStep>) =>
    setSteps(steps.map((step, at) => (at === index ? { ...step, ...change } : step)));
  const roles = Object.entries(all.reviews.roles).map(([value, label]) => ({ value, label }));
  return (
    <Stack gap="sm">
      {save.isError && <ProblemNote error={save.error} />}
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <Card withBorder key={index} component="section" aria-label={words.step(index + 1)}>
          <Stack gap="xs">
            <Group justify="space-between">
              <Text fw={600}>{words.step(index + 1)}</Text>
              {props.mayChange && steps.length > 1 && (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => setSteps(steps.filter((_, at) => at !== index))}
                  aria-label={words.removeStep(index + 1)}
                >
                  {words.remove}
                </Button>
              )}
            </Group>
            <Select
              label={words.who}
              data={roles}
              value={step.role}
              onChange={(role) => set(index, { role: (role ?? step.role) as FlowStep['role'] })}
              allowDeselect={false}
              readOnly={!props.mayChange}
            />
            <Checkbox
              label={words.optional}
              checked={step.optional}
              disabled={!props.mayChange}
              onChange={(event) => set(index, { optional: event.currentTarget.checked })}
            />
          </Stack>
        </Card>
      ))}
      {props.mayChange && (
        <Group>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {words.save}
          </Button>
          {steps.length < mostSteps && (
            <Button variant="default" onClick={() => setSteps([...steps, { role: 'head', optional: false }])}>
              {words.add}
            </Button>
          )}
          {save.isSuccess && <Text role="status">{words.saved}</Text>}
        </Group>
      )}
      <Text size="sm" c="dimmed">
        {words.underWay}
      </Text>
    </Stack>
  );
}
