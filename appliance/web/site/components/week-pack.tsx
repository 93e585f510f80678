import { Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words/words.ts';
import { Downloads } from './downloads.tsx';

/** Everything of one week on paper: the page of the scheme, all plans and a blank record. */
export function WeekPack({ schemeId, weeks }: { readonly schemeId: string; readonly weeks: readonly number[] }) {
  const words = useWords().documents;
  const [week, setWeek] = useState(weeks[0] ?? 1);
  return (
    <Group gap="xs" align="flex-end" className="no-print">
      <NativeSelect
        label={words.packOf}
        value={String(week)}
        onChange={(event) => setWeek(Number(event.currentTarget.value))}
        data={weeks.map((one) => ({ value: String(one), label: words.week(one) }))}
      />
      <Downloads
        document={{ kind: 'week-pack', sourceId: schemeId, week }}
        formats={['pdf', 'docx']}
        labels={{ pdf: words.packPdf, docx: words.packDocx }}
      />
    </Group>
  );
}
