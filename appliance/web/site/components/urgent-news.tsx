import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AnnouncementsAnswer } from '../../../features/announcements/schema.ts';
import { call } from '../api/client.ts';
import { AnnouncementList } from './announcement-list.tsx';

const everyMs = 5 * 60_000;

/** What is urgent today, above every page until the reader puts it away. */
export function UrgentNews() {
  const news = useQuery({
    queryKey: ['announcements', 'current'],
    queryFn: () => call<AnnouncementsAnswer>('/announcements?current=true&limit=20'),
    staleTime: everyMs,
    refetchInterval: everyMs,
  });
  const urgent = news.data?.items.filter((one) => one.urgent && !one.seen) ?? [];
  if (urgent.length === 0) return null;
  return (
    <Box mb="md" className="no-print">
      <AnnouncementList items={urgent} />
    </Box>
  );
}
