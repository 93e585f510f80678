import { Anchor, Box, Button, Container, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Me } from '../../../features/me/schema.ts';
import { useWords } from '../words/words.ts';

/** Heading with where one can go, and the page below it. */
export function Frame({ me, onSignOut, children }: { me: Me; onSignOut: () => void; children: ReactNode }) {
  const words = useWords();
  const [location] = useLocation();
  const isTeacher = me.memberships.some((one) => one.role === 'teacher');
  const isAdmin = me.memberships.some((one) => one.role !== 'teacher');
  const places = [
    ...(isTeacher ? [{ to: '/schemes', label: words.nav.schemes }] : []),
    ...(isAdmin ? [{ to: '/schools', label: words.nav.schools }] : []),
  ];
  return (
    <>
      <Box component="header" className="no-print" bg="pine.8" c="white" py="sm">
        <Container size="xl">
          <Group justify="space-between" gap="sm">
            <Group gap="lg">
              <Text fw={700}>{me.site}</Text>
              <Group component="nav" gap="md" aria-label={words.nav.menu}>
                {places.map((place) => (
                  <Anchor
                    key={place.to}
                    component={Link}
                    href={place.to}
                    c="white"
                    underline={location === place.to ? 'always' : 'hover'}
                    {...(location === place.to ? { 'aria-current': 'page' as const } : {})}
                  >
                    {place.label}
                  </Anchor>
                ))}
              </Group>
            </Group>
            <Group gap="sm">
              <Text size="sm">{me.fullName}</Text>
              <Button size="xs" variant="white" color="pine.9" onClick={onSignOut}>
                {words.nav.signOut}
              </Button>
            </Group>
          </Group>
        </Container>
      </Box>
      <Container component="main" size="xl" py="lg">
        {children}
      </Container>
    </>
  );
}
