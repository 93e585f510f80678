import { Text } from '@mantine/core';
import type { RecordCheck } from '../../../features/record-checks/schema.ts';
import { dateHere, shortDate } from '../words/dates.ts';
import { useWords } from '../words/words.ts';

/** Who looked at the record of a week, when, and what they wrote to the teacher. */
export function CheckNote({ check }: { readonly check: RecordCheck }) {
  const all = useWords();
  const words = all.recordChecks;
  const by = check.by ?? words.somebody;
  return (
    <div style={{ minWidth: 0 }}>
      <Text size="sm">
        ✓ {words.by(by, all.people.roles[check.role].toLowerCase(), shortDate(dateHere(new Date(check.at))))}
        {check.changedSince ? ` ${words.changedSince}` : ''}
      </Text>
      {check.note !== '' && (
        <Text size="sm" fs="italic" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          {check.note}
        </Text>
      )}
    </div>
  );
}
