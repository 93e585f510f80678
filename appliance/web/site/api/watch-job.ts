import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Job } from '../../../features/jobs/schema.ts';
import { call } from './client.ts';

/** A job as it goes on: events of the server, and a question every few seconds for what was missed. */
export function useJob(jobId: string) {
  const client = useQueryClient();
  useEffect(() => {
    const events = new EventSource('/api/v1/events');
    events.addEventListener('job', (event) => {
      const job = JSON.parse((event as MessageEvent<string>).data) as Job;
      if (job.id === jobId) client.setQueryData(['job', jobId], job);
    });
    return () => events.close();
  }, [client, jobId]);
  return useQuery({
    queryKey: ['job', jobId],
    queryFn: () => call<Job>(`/jobs/${jobId}`),
    refetchInterval: (query) => (isOver(query.state.data) ? false : 3_000),
  });
}

export function isOver(job: Job | undefined): boolean {
  return job !== undefined && job.state !== 'waiting' && job.state !== 'active';
}
