import { Anchor, Button, Checkbox, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useEffect, useState } from 'react';
import type { Me } from '../../../features/me/schema.ts';
import type { SiteLanguage } from '../../../features/site-language/schema.ts';
import { call } from '../api/client.ts';
import { fetched } from '../api/fetched.ts';
import { isSharedDevice, rememberShared } from '../api/shared-device.ts';
import { CardPage } from '../components/card-page.tsx';
import { LanguageLinks } from '../components/language-links.tsx';
import { ProblemNote } from '../components/problem.tsx';
import { ClosedNote } from '../components/while-closed.tsx';
import { keepOfDistrict, languageOfDevice } from '../words/language.ts';
import { useFirstWords, useSpeaking } from '../words/words.ts';

const Recover = lazy(() =>
  fetched(() => import('../components/recover.tsx')).then((one) => ({ default: one.Recover })),
);

type Props = { readonly onSignedIn: (me: Me, password?: string) => void };

export function SignIn({ onSignedIn }: Props) {
  const all = useFirstWords();
  const words = all.signIn;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [shared, setShared] = useState(isSharedDevice);
  const [hasCode, setHasCode] = useState(false);
  const { speak } = useSpeaking();
  // Whoever was signed in before may have another language than this device.
  useEffect(() => {
    let isHere = true;
    const again = () => speak(languageOfDevice()).catch(() => undefined);
    void again();
    call<SiteLanguage>('/site-language').then(
      ({ language }) => {
        keepOfDistrict(language);
        // Somebody may have signed in meanwhile, in a language of their own.
        if (isHere) void again();
      },
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, [speak]);
  const signedIn = (me: Me, typed?: string) => {
    rememberShared(me.session.shared);
    onSignedIn(me, typed);
  };
  const signIn = useMutation({
    mutationFn: () => call<Me>('/auth/login', { body: { name, password, shared } }),
    onSuccess: (me) => signedIn(me, password),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  if (hasCode) {
    return (
      <Suspense fallback={null}>
        <Recover name={name} isShared={shared} onSignedIn={(me) => signedIn(me)} onBack={() => setHasCode(false)} />
      </Suspense>
    );
  }
  return (
    <CardPage title={words.title}>
      <form onSubmit={submit}>
        <Stack>
          <ClosedNote />
          {signIn.isError && <ProblemNote error={signIn.error} />}
          <TextInput
            label={words.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            data-autofocus
          />
          <PasswordInput
            label={words.password}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            required
          />
          <Checkbox
            label={all.recover.shared}
            description={all.recover.sharedHint}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <Button type="submit" loading={signIn.isPending}>
            {words.submit}
          </Button>
          <Text size="sm" c="dimmed">
            {words.help}
          </Text>
          <Anchor component="button" type="button" size="sm" ta="start" onClick={() => setHasCode(true)}>
            {all.recover.link}
          </Anchor>
          <Anchor href="/trust" size="sm">
            {words.trust}
          </Anchor>
        </Stack>
      </form>
      <LanguageLinks />
    </CardPage>
  );
}
