import { AppShell, Burger, Button, Group, NavLink, Text, VisuallyHidden } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Me } from '../../../features/me/schema.ts';
import { type Place, placeOf, places } from '../places.ts';
import { useWords } from '../words/words.ts';
import styles from './frame.module.css';
import { UrgentNews } from './urgent-news.tsx';
import { MaintenanceBanner } from './while-closed.tsx';

type FrameProps = {
  readonly me: Me;
  readonly onSignOut: () => void;
  /** On a shared computer. */
  readonly onLock: (() => void) | undefined;
  readonly children: ReactNode;
};

/** Heading, navigation (a drawer on phones) and the page. */
export function Frame({ me, onSignOut, onLock, children }: FrameProps) {
  const words = useWords();
  const [location] = useLocation();
  const [isOpen, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a way chosen in the drawer closes it
  useEffect(() => setOpen(false), [location]);
  const mine = places.filter(({ isFor }) => isFor(me));
  const signOut = (
    <Button size="xs" variant="default" onClick={onSignOut}>
      {words.nav.signOut}
    </Button>
  );
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 224, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
      classNames={{ header: styles.header ?? '', navbar: styles.navbar ?? '', main: styles.main ?? '' }}
    >
      <a className={styles.skip} href="#page">
        {words.nav.skip}
      </a>
      <AppShell.Header className="no-print" px="md">
        <Group justify="space-between" h="100%" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              hiddenFrom="sm"
              size="sm"
              color="currentColor"
              opened={isOpen}
              onClick={() => setOpen(!isOpen)}
              aria-label={words.nav.menu}
              aria-expanded={isOpen}
            />
            <Text component={Link} href="/" className={styles.site} truncate>
              {me.site}
            </Text>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <Text
              component={Link}
              href="/account"
              size="sm"
              visibleFrom="xs"
              truncate
              maw={260}
              className={styles.person ?? ''}
              aria-label={words.account.link(me.fullName)}
            >
              {me.fullName}
            </Text>
            {onLock !== undefined && (
              <Button size="xs" variant="default" onClick={onLock}>
                {words.lock.lock}
              </Button>
            )}
            {signOut}
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className="no-print" aria-label={words.nav.menu}>
        <div className={styles.ways}>
          {groups.map((group) => (
            <Links key={group} among={mine} group={group} here={placeOf(location, mine)} />
          ))}
        </div>
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        <MaintenanceBanner />
        {!newsIsHere.includes(location) && <UrgentNews />}
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

/** Pages that show the news themselves. */
const newsIsHere = ['/', '/announcements'];
const groups = ['mine', 'school', 'district'] as const;

type LinksProps = {
  readonly among: readonly Place[];
  readonly group: Place['group'];
  readonly here: Place | undefined;
};

function Links({ among, group, here }: LinksProps) {
  const words = useWords();
  const shown = among.filter((place) => place.group === group);
  if (shown.length === 0) return null;
  const [first] = groups;
  return (
    <>
      {group === first ? (
        <VisuallyHidden>{words.nav.groups[group]}</VisuallyHidden>
      ) : (
        <Text size="xs" c="dimmed" tt="uppercase" fw={600} px="sm" pt="md" pb={4}>
          {words.nav.groups[group]}
        </Text>
      )}
      {shown.map((place) => {
        const common = {
          label: place.label(words),
          active: place === here,
          className: styles.link ?? '',
          ...(place === here ? { 'aria-current': 'page' as const } : {}),
        };
        return place.isElsewhere === true ? (
          <NavLink key={place.path} href={place.path} {...common} />
        ) : (
          <NavLink key={place.path} component={Link} href={place.path} {...common} />
        );
      })}
    </>
  );
}
