import { Button, Loader, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { AllocationsAnswer } from '../../../features/allocations/schema.ts';
import type { TermsAnswer } from '../../../features/calendar/schema.ts';
import type { LearningAreasAnswer } from '../../../features/curriculum/schema.ts';
import type { GenerateSchemeAnswer, GenerateSchemeRequest, LessonSlot } from '../../../features/schemes/schema.ts';
import { ApiError, call, newIdempotencyKey } from '../api/client.ts';
import { ProblemNote } from '../components/problem.tsx';
import { WeekGrid } from '../components/week-grid.tsx';
import { useWords } from '../words/words.ts';

const refused: readonly string[] = ['invalid-request', 'idempotency-mismatch'];

type Layout = NonNullable<GenerateSchemeRequest['layout']>;

export function NewScheme() {
  const all = useWords();
  const words = all.newScheme;
  const [, go] = useLocation();
  const areas = useQuery({ queryKey: ['areas'], queryFn: () => call<LearningAreasAnswer>('/learning-areas') });
  const terms = useQuery({ queryKey: ['terms'], queryFn: () => call<TermsAnswer>('/terms') });
  const mine = useQuery({
    queryKey: ['allocations', 'me'],
    queryFn: () => call<AllocationsAnswer>('/allocations?teacherId=me'),
  });
  const asked = new URLSearchParams(useSearch()).get('allocation');
  const [allocationId, setAllocationId] = useState<string | null>(null);
  const [grade, setGrade] = useState<string | null>(null);
  const [areaId, setAreaId] = useState<string | null>(null);
  const [termId, setTermId] = useState<string | null>(null);
  const [className, setClassName] = useState('');
  const [layout, setLayout] = useState<Layout>('ke-cbe');
  const [textbook, setTextbook] = useState('');
  const [lessons, setLessons] = useState<LessonSlot[]>([]);
  const [tried, setTried] = useState(false);
  // The same press of the button must not make two schemes, however often it is sent.
  const key = useRef(newIdempotencyKey());

  const generate = useMutation({
    mutationFn: (body: GenerateSchemeRequest) =>
      call<GenerateSchemeAnswer>('/schemes/generate', { body, idempotencyKey: key.current }),
    onSuccess: (answer) => go(`/schemes/${answer.schemeId}?job=${answer.jobId}`),
    onError: (error) => {
      // Only a request that was refused for what it says is another one the next time.
      if (error instanceof ApiError && refused.includes(error.code)) key.current = newIdempotencyKey();
    },
  });

  const own = mine.data?.items ?? [];
  const allocation = own.find(({ id }) => id === allocationId);
  const choose = (id: string | null) => {
    const chosen = own.find((one) => one.id === id);
    setAllocationId(id);
    if (chosen === undefined) return;
    setGrade(chosen.learningArea.grade);
    setAreaId(chosen.learningArea.id);
    setClassName(chosen.class.name);
    if (chosen.lessons.length > 0) setLessons(chosen.lessons);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: chosen once, when the timetable is there
  useEffect(() => {
    if (asked !== null && mine.data !== undefined) choose(asked);
  }, [asked, mine.data]);

  if (areas.isPending || terms.isPending) return <Loader aria-label={all.loading} />;
  if (areas.isError) return <ProblemNote error={areas.error} onRetry={() => areas.refetch()} />;
  if (terms.isError) return <ProblemNote error={terms.error} onRetry={() => terms.refetch()} />;

  const grades = [...new Set(areas.data.items.map((area) => area.grade))];
  const ofGrade = areas.data.items.filter((area) => area.grade === grade);
  const area = ofGrade.find((one) => one.id === areaId);
  const chosenTerm = termId ?? terms.data.current;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (area === undefined || chosenTerm === null || lessons.length === 0) return;
    const book = textbook.trim();
    generate.mutate({
      learningAreaId: area.id,
      termId: chosenTerm,
      className,
      lessons,
      ...(allocation === undefined ? {} : { schoolId: allocation.schoolId }),
      layout,
      ...(book === '' ? {} : { textbook: book }),
    });
  };

  return (
    <form onSubmit={submit}>
      <Stack maw={640}>
        <Title order={1} size="h2">
          {words.title}
        </Title>
        {own.length > 0 && (
          <Select
            label={all.timetable.choose}
            description={all.timetable.chooseHint}
            data={own.map((one) => ({ value: one.id, label: `${one.learningArea.name}, ${one.class.name}` }))}
            value={allocationId}
            onChange={choose}
            clearable
          />
        )}
        <Select
          label={words.grade}
          data={grades}
          value={grade}
          onChange={(next) => {
            setGrade(next);
            setAreaId(null);
          }}
          required
        />
        <Select
          label={words.area}
          data={ofGrade.map((one) => ({ value: one.id, label: one.name }))}
          value={areaId}
          onChange={setAreaId}
          disabled={grade === null}
          description={area === undefined ? undefined : words.areaHint(area.lessonsPerWeek, area.lessonMinutes)}
          required
        />
        <Select
          label={words.term}
          data={terms.data.items.map((term) => ({ value: term.id, label: all.schemes.term(term.year, term.number) }))}
          value={chosenTerm}
          onChange={setTermId}
          required
        />
        <TextInput
          label={words.className}
          description={words.classHint}
          value={className}
          onChange={(event) => setClassName(event.currentTarget.value)}
          maxLength={40}
          required
        />
        <div>
          <Text fw={500} size="sm">
            {words.lessons}
          </Text>
          <Text size="sm" c="dimmed" mb="xs">
            {words.lessonsHint}
          </Text>
          <WeekGrid value={lessons} onChange={setLessons} />
          {tried && lessons.length === 0 && (
            <Text c="red" size="sm" role="alert">
              {words.noLessons}
            </Text>
          )}
        </div>
        <TextInput
          label={words.textbook}
          value={textbook}
          onChange={(event) => setTextbook(event.currentTarget.value)}
          maxLength={120}
        />
        <Select
          label={words.layout}
          data={Object.entries(words.layouts).map(([value, label]) => ({ value, label }))}
          value={layout}
          onChange={(next) => setLayout((next ?? 'ke-cbe') as Layout)}
          allowDeselect={false}
        />
        {generate.isError && <ProblemNote error={generate.error} />}
        <Button type="submit" loading={generate.isPending} style={{ alignSelf: 'start' }}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}
