import { Badge, Button, Card, Group, NumberInput, SimpleGrid, Text, Title } from '@mantine/core';
import type { LessonRule } from '../../../features/lesson-rules/schema.ts';
import { useWords } from '../words/words.ts';

/** A rule as it is typed in; numbers may be empty meanwhile. */
export type RuleDraft = {
  readonly lessonsPerWeek: string | number;
  readonly lessonMinutes: string | number;
  readonly doubles: string | number;
};

type Props = {
  readonly rule: LessonRule;
  readonly draft: RuleDraft;
  /** Set here, not above: it can go back to what holds there. */
  readonly isOwn: boolean;
  readonly onChange: (draft: RuleDraft) => void;
  readonly onBack: () => void;
};

/** The rule of one learning area. */
export function RuleFields({ rule, draft, isOwn, onChange, onBack }: Props) {
  const words = useWords().lessonRules;
  const area = rule.learningArea;
  const field = (name: keyof RuleDraft, label: string, min: number, max: number) => (
    <NumberInput
      label={label}
      aria-label={`${area}: ${label}`}
      value={draft[name]}
      onChange={(value) => onChange({ ...pickDraft(draft), [name]: value })}
      min={min}
      max={max}
      allowDecimal={false}
    />
  );
  const tooMany = Number(draft.doubles) * 2 > Number(draft.lessonsPerWeek);
  return (
    <Card withBorder component="section" aria-label={area} padding="sm">
      <Group justify="space-between" gap={4} mb="xs">
        <Title order={2} size="h5" style={{ overflowWrap: 'break-word' }}>
          {area}
        </Title>
        <Badge variant="light" tt="none">
          {words.sources[rule.source]}
        </Badge>
      </Group>
      <SimpleGrid cols={3} spacing="xs" style={{ alignItems: 'end' }}>
        {field('lessonsPerWeek', words.perWeek, 1, 20)}
        {field('lessonMinutes', words.minutes, 10, 180)}
        {field('doubles', words.doubles, 0, 10)}
      </SimpleGrid>
      {tooMany && (
        <Text size="sm" c="red" mt={4} role="alert">
          {words.tooManyDoubles}
        </Text>
      )}
      {isOwn && (
        <Button
          variant="subtle"
          size="compact-sm"
          px={0}
          mt="xs"
          style={{ alignSelf: 'start' }}
          onClick={onBack}
          aria-label={`${words.goBack}: ${area}`}
        >
          {words.goBack}
        </Button>
      )}
    </Card>
  );
}

/** The rule that was typed, once it is one. */
export function ruleOf(draft: RuleDraft) {
  const rule = {
    lessonsPerWeek: Number(draft.lessonsPerWeek),
    lessonMinutes: Number(draft.lessonMinutes),
    doubles: Number(draft.doubles),
  };
  const isRight = rule.lessonsPerWeek >= 1 && rule.lessonMinutes >= 10 && rule.doubles * 2 <= rule.lessonsPerWeek;
  return draft.doubles !== '' && isRight ? rule : undefined;
}

function pickDraft({ lessonsPerWeek, lessonMinutes, doubles }: RuleDraft): RuleDraft {
  return { lessonsPerWeek, lessonMinutes, doubles };
}
