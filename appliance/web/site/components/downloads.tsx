import { Anchor, Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { DocumentFormat, MakeDocumentAnswer, MakeDocumentRequest } from '../../../features/documents/schema.ts';
import { call, newIdempotencyKey } from '../api/client.ts';
import { useJob } from '../api/watch-job.ts';
import { useWords } from '../words/words.ts';
import { ProblemNote } from './problem.tsx';

type DownloadsProps = {
  readonly document: Pick<MakeDocumentRequest, 'kind' | 'sourceId' | 'rowId' | 'week'>;
  readonly formats: readonly DocumentFormat[];
  /** Of the printed labels, unless English. */
  readonly language?: MakeDocumentRequest['language'];
  /** Words of the buttons, where there are documents of several kinds on a page. */
  readonly labels?: Partial<Record<DocumentFormat, string>>;
};

/** Buttons that have a file made and fetch it when it is ready. */
export function Downloads({ document, formats, language = 'en', labels = {} }: DownloadsProps) {
  const words = useWords().documents;
  const [format, setFormat] = useState<DocumentFormat>();
  const make = useMutation({
    mutationFn: (wanted: DocumentFormat) =>
      call<MakeDocumentAnswer>('/documents', {
        body: { ...document, format: wanted, language },
        idempotencyKey: newIdempotencyKey(),
      }),
  });
  const start = (wanted: DocumentFormat) => {
    setFormat(wanted);
    make.mutate(wanted);
  };
  const [isMaking, setMaking] = useState(false);
  return (
    <Group gap="xs" className="no-print">
      {formats.map((one) => (
        <Button
          key={one}
          variant="default"
          loading={format === one && (make.isPending || isMaking)}
          onClick={() => start(one)}
        >
          {labels[one] ?? words.formats[one]}
        </Button>
      ))}
      {make.isError && <ProblemNote error={make.error} />}
      {make.data !== undefined && <Fetching key={make.data.jobId} jobId={make.data.jobId} onState={setMaking} />}
    </Group>
  );
}

function Fetching({ jobId, onState }: { readonly jobId: string; readonly onState: (isMaking: boolean) => void }) {
  const words = useWords().documents;
  const job = useJob(jobId);
  const fetched = useRef(false);
  const state = job.data?.state ?? 'waiting';
  const id = job.data?.target?.id;
  useEffect(() => {
    onState(state === 'waiting' || state === 'active');
    if (state !== 'completed' || id === undefined || fetched.current) return;
    fetched.current = true;
    window.location.assign(`/api/v1/documents/${id}/file`);
  }, [state, id, onState]);
  if (state === 'completed' && id !== undefined) {
    return (
      <Text size="sm" role="status">
        <Anchor href={`/api/v1/documents/${id}/file`}>{words.ready}</Anchor>
      </Text>
    );
  }
  if (state === 'failed') {
    return (
      <Text size="sm" c="red" role="alert">
        {job.data?.error ?? words.failed}
      </Text>
    );
  }
  return (
    <Text size="sm" c="dimmed" role="status">
      {words.making}
    </Text>
  );
}
