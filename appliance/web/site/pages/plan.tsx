import { Alert, Anchor, Button, Card, Group, Loader, Select, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import type { Plan as PlanData } from '../../../features/plans/schema.ts';
import { ApiError, call, newIdempotencyKey } from '../api/client.ts';
import { Downloads } from '../components/downloads.tsx';
import { PageHead } from '../components/page-head.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { docIdOf, PlanSaver } from '../editing/plan-saver.ts';
import { PlanSection } from '../editing/plan-section.tsx';
import { SaveNote } from '../editing/save-note.tsx';
import { type Drafts, leave, useDocument } from '../editing/use-document.ts';
import type { PageProps } from '../pages.tsx';
import { shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

type Language = 'en' | 'sw' | 'fr';

export function Plan({ params }: PageProps) {
  const { id = '', rowId = '' } = params;
  const words = useWords();
  const [language, setLanguage] = useState<Language>('en');
  const {
    query: plan,
    mayOpen,
    drafts,
  } = useDocument({
    queryKey: ['plan', rowId, language],
    docId: docIdOf(rowId),
    read: () => call<PlanData>(`/schemes/${id}/plans/${rowId}?language=${language}`),
  });
  if (plan.data === undefined && plan.isError) {
    return <ProblemNote error={plan.error} onRetry={() => plan.refetch()} />;
  }
  if (plan.data === undefined || !mayOpen) return <Loader aria-label={words.loading} />;
  const key = `${rowId} ${language}`;
  return <Sheet key={key} plan={plan.data} drafts={drafts} language={language} onLanguage={setLanguage} />;
}

type SheetProps = {
  readonly plan: PlanData;
  readonly drafts: Drafts;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
};

function Sheet(props: SheetProps) {
  const words = useWords();
  const client = useQueryClient();
  const [saver, setSaver] = useState<PlanSaver>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one saver for as long as the plan is shown
  useEffect(() => {
    let made: PlanSaver | undefined;
    let isGone = false;
    void props.drafts.log.then((log) => {
      if (isGone) return;
      made = new PlanSaver(props.plan, log, props.language);
      setSaver(made);
      void made.resume(props.drafts.before());
    });
    return () => {
      isGone = true;
      if (made !== undefined) leave(made, client, ['plan', props.plan.rowId, props.language]);
    };
  }, []);
  return saver === undefined ? <Loader aria-label={words.loading} /> : <Desk {...props} saver={saver} />;
}

function Desk({ language, onLanguage, saver }: SheetProps & { readonly saver: PlanSaver }) {
  const words = useWords().plans;
  const { plan, state, asides, lasting } = useSyncExternalStore(saver.subscribe, saver.snapshot);
  const address = `/schemes/${plan.schemeId}/plans/${plan.rowId}`;
  // Counts what the server did to the texts: fields that are open show them anew.
  const [edition, setEdition] = useState(0);
  const act = useMutation({
    async mutationFn({ path, method, body }: { path: string; method: 'POST' | 'PATCH'; body: object }) {
      if (!(await saver.settled())) throw new Error('what was typed is not there yet');
      const sent = { clientOpId: newIdempotencyKey(), ...body };
      return call<PlanData>(`${address}${path}?language=${language}`, { method, body: sent });
    },
    onSuccess(next) {
      saver.take(next);
      setEdition((one) => one + 1);
    },
  });
  const keep = useMutation({
    mutationFn: ({ slot, whose }: { slot: string; whose: 'mine' | 'theirs' }) =>
      whose === 'mine' ? saver.keepMine(slot) : saver.keepTheirs(slot),
    // An open field shows what is there now.
    onSuccess: (_, { whose }) => whose === 'theirs' && setEdition((one) => one + 1),
  });
  const undo = (redo: boolean) => act.mutate({ path: '/undo', method: 'POST', body: { redo } });
  useUndoKeys(plan.editable, undo);
  const anew = (slot?: string) =>
    act.mutate({ path: '/regenerate', method: 'POST', body: slot === undefined ? {} : { slot } });
  let group: string | undefined;
  return (
    <Stack maw={860}>
      <Group justify="space-between" className="no-print">
        <Anchor component={Link} href={`/schemes/${plan.schemeId}/plans`}>
          ← {words.all}
        </Anchor>
        <SaveNote state={state} pending={0} lasting={lasting} />
      </Group>
      <PageHead
        title={`${plan.title}: ${plan.subStrand}`}
        lead={`${words.week(plan.week)} · ${words.lesson(plan.lesson)} · ${plan.date === null ? '' : shortDate(plan.date)} · ${words.minutes(plan.minutes)}`}
      />
      <Group gap="xs" className="no-print" align="flex-end">
        <Select
          label={words.language}
          size="xs"
          w={180}
          allowDeselect={false}
          data={(['en', 'sw', 'fr'] as const).map((value) => ({ value, label: words.languages[value] }))}
          value={language}
          onChange={(value) => onLanguage((value ?? 'en') as Language)}
        />
        {plan.editable && (
          <>
            <Button size="xs" variant="default" disabled={act.isPending} onClick={() => undo(false)}>
              {words.undo}
            </Button>
            <Button size="xs" variant="default" disabled={act.isPending} onClick={() => undo(true)}>
              {words.redo}
            </Button>
            <Button size="xs" variant="default" loading={act.isPending} onClick={() => anew()}>
              {words.anewAll}
            </Button>
          </>
        )}
        <Downloads
          document={{ kind: 'plan', sourceId: plan.schemeId, rowId: plan.rowId }}
          formats={['pdf', 'docx']}
          language={language}
        />
      </Group>
      {act.isError && (
        <ActProblem
          error={act.error}
          isUndo={act.variables.path === '/undo'}
          waitsForPerson={Object.keys(asides).length > 0}
        />
      )}
      {keep.isError && <ProblemNote error={keep.error} />}
      {plan.notes.length > 0 && (
        <Alert color="yellow" title={words.notes} styles={{ title: { color: 'inherit' } }}>
          {plan.notes.map((note) => (
            <Text size="sm" key={note.slot + note.message}>
              {note.message}
            </Text>
          ))}
        </Alert>
      )}
      <Card withBorder>
        <Stack gap="md">
          {plan.sections.map((section) => {
            const isNew = section.group !== undefined && section.group !== group;
            group = section.group;
            return (
              <div key={section.slot}>
                {isNew && (
                  <Group justify="space-between" mb="xs">
                    <Title order={2} size="h4">
                      {section.group}
                    </Title>
                    <Text size="sm" c={plan.plannedMinutes === plan.minutes ? 'dimmed' : 'red'} role="status">
                      {words.sum(plan.plannedMinutes, plan.minutes)}
                    </Text>
                  </Group>
                )}
                <PlanSection
                  section={section}
                  edition={edition}
                  editable={plan.editable}
                  aside={asides[section.slot]}
                  onType={(value) => saver.type(section.slot, value)}
                  onKeep={(whose) => keep.mutate({ slot: section.slot, whose })}
                  onLock={() =>
                    act.mutate({
                      path: '',
                      method: 'PATCH',
                      body: { planVersion: saver.snapshot().plan.version, locks: { [section.slot]: !section.locked } },
                    })
                  }
                  onAnew={() => anew(section.slot)}
                />
              </div>
            );
          })}
        </Stack>
      </Card>
      <Group justify="space-between" className="no-print">
        {plan.previous === null ? (
          <span />
        ) : (
          <Anchor component={Link} href={`/schemes/${plan.schemeId}/plans/${plan.previous}`}>
            ← {words.previous}
          </Anchor>
        )}
        {plan.next !== null && (
          <Anchor component={Link} href={`/schemes/${plan.schemeId}/plans/${plan.next}`}>
            {words.next} →
          </Anchor>
        )}
      </Group>
    </Stack>
  );
}

/** Ctrl+Z and Ctrl+Y, or Ctrl+Shift+Z, outside of a field: within one they are the browser's. */
function useUndoKeys(isOn: boolean, undo: (redo: boolean) => void) {
  const latest = useRef(undo);
  latest.current = undo;
  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, [role=dialog]') !== null)
        return;
      event.preventDefault();
      latest.current(key === 'y' || event.shiftKey);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isOn]);
}

type ActProblemProps = { readonly error: Error; readonly isUndo: boolean; readonly waitsForPerson: boolean };

function ActProblem({ error, isUndo, waitsForPerson }: ActProblemProps) {
  const words = useWords();
  const notYet = waitsForPerson ? words.plans.decideFirst : words.editing.notNow;
  const text = error instanceof ApiError ? isUndo && error.code === 'conflict' && words.plans.nothingToUndo : notYet;
  if (text === false) return <ProblemNote error={error} />;
  return <Alert role="status">{text}</Alert>;
}
