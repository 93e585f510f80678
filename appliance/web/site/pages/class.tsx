import { Anchor, Button, Group, Loader, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { AllocationsAnswer } from '../../../features/allocations/schema.ts';
import type { Class, ClassesAnswer } from '../../../features/classes/schema.ts';
import { call } from '../api/client.ts';
import { Dialog } from '../components/dialog.tsx';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { ChangeClass } from '../timetable/change-class.tsx';
import { ClassTeachers } from '../timetable/class-teachers.tsx';
import { ClassWeek } from '../timetable/class-week.tsx';
import { useWords } from '../words/words.ts';

/** One class: who teaches what to it, and its week. */
export function ClassPage({ params }: PageProps) {
  const id = params['id'] ?? '';
  const all = useWords();
  const words = all.classes;
  const schoolId = new URLSearchParams(useSearch()).get('school') ?? '';
  const classes = useQuery({
    queryKey: ['classes', schoolId],
    queryFn: () => call<ClassesAnswer>(`/classes?schoolId=${schoolId}`),
  });
  const allocations = useQuery({
    queryKey: ['allocations', id],
    queryFn: () => call<AllocationsAnswer>(`/allocations?classId=${id}`),
  });
  const klass = classes.data?.items.find((one) => one.id === id);
  if (classes.isPending || allocations.isPending) return <Loader aria-label={all.loading} />;
  if (classes.isError) return <ProblemNote error={classes.error} onRetry={() => classes.refetch()} />;
  if (allocations.isError) return <ProblemNote error={allocations.error} onRetry={() => allocations.refetch()} />;
  const { items } = allocations.data;
  return (
    <Stack>
      <Anchor component={Link} href="/classes" style={{ alignSelf: 'start' }}>
        ← {words.back}
      </Anchor>
      <PageHead
        title={klass?.name ?? '…'}
        lead={klass === undefined ? undefined : leadOf(klass, words.learners)}
        actions={
          klass !== undefined && (
            <>
              <ChangeClass klass={klass} isTaught={items.length > 0} />
              {items.length === 0 && <RemoveClass id={id} name={klass.name} />}
            </>
          )
        }
      />
      <ClassTeachers classId={id} schoolId={schoolId} grade={klass?.grade ?? ''} allocations={items} />
      {items.length > 0 && <ClassWeek classId={id} schoolId={schoolId} grade={klass?.grade} allocations={items} />}
    </Stack>
  );
}

/** A roll that nobody has entered is not told. */
function leadOf({ grade, boys, girls }: Class, learners: (boys: number, girls: number) => string): string {
  return boys + girls === 0 ? grade : `${grade} · ${learners(boys, girls)}`;
}

function RemoveClass({ id, name }: { readonly id: string; readonly name: string }) {
  const words = useWords().classes;
  const client = useQueryClient();
  const [, go] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => call(`/classes/${id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['classes'] });
      go('/classes');
    },
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {words.remove}
      </Button>
      <Dialog opened={isAsking} onClose={() => setAsking(false)} title={words.remove}>
        <Stack>
          {words.removeSure(name)}
          {remove.isError && <ProblemNote error={remove.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
              {words.cancel}
            </Button>
            <Button color="clay" onClick={() => remove.mutate()} loading={remove.isPending}>
              {words.remove}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
