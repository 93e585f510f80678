import { Button, Checkbox, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ActButton } from '../../components/act-button.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap, Sheet } from '../../components/sheet.tsx';
import { Screen, Spring } from '../../frame/screen.tsx';
import type { Out } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { KeyField } from './key-field.tsx';
import { type Draft, emptyDraft, problemsOf, type Way } from './sign-in.ts';

type Props = {
  readonly where: string;
  /** What is known of the user from the address or an earlier time. */
  readonly known: {
    readonly user?: string | undefined;
    readonly key?: string | undefined;
    readonly hasSecret: boolean;
  };
  readonly capabilities: Out<'host.capabilities'>;
  readonly onBack: () => void;
  readonly onSignIn: (draft: Draft) => void;
  readonly isWorking: boolean;
  readonly error: unknown;
};

/** Who one is on the server, and the proof. Nothing is said to be wrong before it is sent. */
export function SignInStep({ where, known, capabilities, onBack, onSignIn, isWorking, error }: Props) {
  const words = useWords();
  const own = words.connect.signIn;
  const [draft, setDraft] = useState<Draft>(() => firstDraft(known));
  const [isJudged, setJudged] = useState(false);
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const problems = isJudged ? problemsOf(draft) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (Object.keys(problemsOf(draft)).length === 0) onSignIn(draft);
  };
  const ways: readonly Way[] = [
    ...(known.hasSecret ? (['remembered'] as const) : []),
    'password',
    'key',
    ...(capabilities.agent ? (['agent'] as const) : []),
  ];
  return (
    <form onSubmit={submit} noValidate>
      <Screen
        title={own.title}
        lead={own.lead(where)}
        actions={
          <>
            <Button variant="default" onClick={onBack}>
              {words.components.back}
            </Button>
            <Spring />
            <ActButton type="submit" loading={isWorking}>
              {own.go}
            </ActButton>
          </>
        }
      >
        <Sheet>
          <TextInput
            label={own.user}
            description={own.userHint}
            value={draft.user}
            onChange={(event) => change({ user: event.currentTarget.value })}
            error={problems.user === undefined ? undefined : own.problems[problems.user]}
            autoFocus={draft.user === ''}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            maw={420}
          />
        </Sheet>
        <Sheet title={own.how}>
          <SegmentedControl
            aria-label={own.how}
            value={draft.way}
            onChange={(way) => change({ way: way as Way })}
            data={ways.map((way) => ({ value: way, label: own.ways[way] }))}
            mb="md"
          />
          {draft.way === 'password' && (
            <PasswordInput
              label={own.password}
              description={own.memory}
              value={draft.password}
              onChange={(event) => change({ password: event.currentTarget.value })}
              error={problems.password === undefined ? undefined : own.problems[problems.password]}
              autoFocus={draft.user !== ''}
              autoComplete="off"
              maw={420}
            />
          )}
          {draft.way === 'key' && (
            <KeyField draft={draft} onChange={change} problems={problems} pickFile={capabilities.pickFile} />
          )}
          {draft.way === 'agent' && <p style={{ margin: 0 }}>{own.agentText}</p>}
          {draft.way === 'remembered' && <p style={{ margin: 0 }}>{own.rememberedText}</p>}
          {capabilities.rememberSecrets && (draft.way === 'password' || draft.way === 'key') && (
            <Checkbox
              mt="md"
              label={own.remember}
              checked={draft.keep}
              onChange={(event) => change({ keep: event.currentTarget.checked })}
            />
          )}
        </Sheet>
        <Gap />
        {error !== null && <Problem error={error} />}
        {isWorking && (
          <p role="status" className="unseen">
            {own.working}
          </p>
        )}
      </Screen>
    </form>
  );
}

function firstDraft({ user = '', key, hasSecret }: Props['known']): Draft {
  const way = hasSecret ? 'remembered' : key === undefined ? 'password' : 'key';
  return { ...emptyDraft, user, way, key: key === undefined ? undefined : { name: key, path: key } };
}
