import { Anchor, Badge, Button, Group, Loader, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearch } from 'wouter';
import type { LessonRule, LessonRulesAnswer, SetLessonRulesRequest } from '../../../features/lesson-rules/schema.ts';
import { call } from '../api/client.ts';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import type { PageProps } from '../pages.tsx';
import { isDistrict } from '../people/appointing.ts';
import { useKeptSchools } from '../timetable/kept-schools.ts';
import { type RuleDraft, RuleFields, ruleOf } from '../timetable/rule-fields.tsx';
import { useWords } from '../words/words.ts';

const district = 'district';

/** Lessons a week, minutes and doubles of every learning area: of the district, or where a school differs from it. */
export function LessonRules({ me }: PageProps) {
  const all = useWords();
  const words = all.lessonRules;
  const kept = useKeptSchools(me);
  const owners = [...(isDistrict(me) ? [{ value: district, label: words.district }] : []), ...kept];
  const asked = new URLSearchParams(useSearch()).get('school');
  const [chosen, setChosen] = useState(asked);
  const owner = chosen ?? owners[0]?.value;
  const rules = useQuery({
    queryKey: ['lesson-rules', owner],
    queryFn: () => call<LessonRulesAnswer>(owner === district ? '/lesson-rules' : `/lesson-rules?schoolId=${owner}`),
    enabled: owner !== undefined,
  });
  return (
    <Stack maw={1000}>
      <Anchor component={Link} href="/classes" style={{ alignSelf: 'start' }}>
        ← {words.back}
      </Anchor>
      <PageHead title={words.title} lead={words.lead} />
      {owners.length > 1 && (
        <Select
          label={words.whose}
          data={owners}
          value={owner ?? null}
          onChange={setChosen}
          allowDeselect={false}
          searchable
          maw={420}
        />
      )}
      {rules.isLoading && <Loader aria-label={all.loading} />}
      {rules.isError && <ProblemNote error={rules.error} onRetry={() => rules.refetch()} />}
      {rules.data?.items.length === 0 && <Text>{words.empty}</Text>}
      {rules.data !== undefined && rules.data.items.length > 0 && owner !== undefined && (
        <Grades key={owner} owner={owner} rules={rules.data.items} />
      )}
    </Stack>
  );
}

type GradesProps = { readonly owner: string; readonly rules: readonly LessonRule[] };

function Grades({ owner, rules }: GradesProps) {
  const words = useWords().lessonRules;
  const grades = [...new Set(rules.map((one) => one.grade))];
  const [grade, setGrade] = useState(grades[0] ?? '');
  return (
    <>
      <Select
        label={words.grade}
        data={grades}
        value={grade}
        onChange={(next) => setGrade(next ?? grade)}
        allowDeselect={false}
        maw={240}
      />
      <OneGrade key={grade} owner={owner} grade={grade} rules={rules.filter((one) => one.grade === grade)} />
    </>
  );
}

function OneGrade({ owner, grade, rules }: GradesProps & { readonly grade: string }) {
  const words = useWords().lessonRules;
  const client = useQueryClient();
  const [drafts, setDrafts] = useState<ReadonlyMap<string, RuleDraft>>(new Map());
  const save = useMutation({
    mutationFn: (changed: SetLessonRulesRequest['rules']) => {
      const whose = owner === district ? {} : { schoolId: owner };
      return call<LessonRulesAnswer>('/lesson-rules', { method: 'PUT', body: { ...whose, rules: changed } });
    },
    onSuccess: (answer, changed) => {
      client.setQueryData(['lesson-rules', owner], answer);
      // The district's hold for its schools.
      if (owner === district) void client.invalidateQueries({ queryKey: ['lesson-rules'] });
      const done = new Set(changed.map(({ learningArea }) => learningArea));
      setDrafts(new Map([...drafts].filter(([area]) => !done.has(area))));
    },
  });
  const shown = rules.map((rule) => drafts.get(rule.learningArea) ?? rule);
  const sum = shown.reduce((total, one) => total + (Number(one.lessonsPerWeek) || 0), 0);
  const changed = [...drafts].map(([learningArea, draft]) => ({ grade, learningArea, rule: ruleOf(draft) }));
  const isRight = changed.every(({ rule }) => rule !== undefined);
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {rules.map((rule) => (
          <RuleFields
            key={rule.learningArea}
            rule={rule}
            draft={drafts.get(rule.learningArea) ?? rule}
            isOwn={rule.source === (owner === district ? 'district' : 'school')}
            onChange={(draft) => setDrafts(new Map([...drafts, [rule.learningArea, draft]]))}
            onBack={() => save.mutate([{ grade, learningArea: rule.learningArea, rule: null }])}
          />
        ))}
      </SimpleGrid>
      {save.isError && <ProblemNote error={save.error} />}
      <Group>
        <Button
          loading={save.isPending}
          disabled={changed.length === 0 || !isRight}
          onClick={() =>
            save.mutate(changed.flatMap(({ rule, ...one }) => (rule === undefined ? [] : [{ ...one, rule }])))
          }
        >
          {words.save}
        </Button>
        <Badge variant="light" color={changed.length > 0 ? 'yellow' : 'pine'} size="lg" role="status" tt="none">
          {changed.length > 0 ? words.unsaved : words.saved}
        </Badge>
        <Text size="sm">{words.sum(grade, sum)}</Text>
      </Group>
    </>
  );
}
