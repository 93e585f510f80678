import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { Problem } from '../../components/problem.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useAnswer } from '../../state/face.ts';
import { useWords } from '../../words/words.ts';
import { AlertSettings, AlertsTest } from '../upkeep/alerts-test.tsx';

/** Who hears of trouble, and the proof that it arrives, before anybody relies on it. */
export function Told({ connection }: { readonly connection: string }) {
  const words = useWords();
  const [, go] = useLocation();
  const got = useAnswer('alerts.get', { connection });
  return (
    <Sheet title={words.handOver.told.title}>
      <p style={{ margin: '0 0 10px', color: 'var(--mantine-color-dimmed)' }}>{words.handOver.told.text}</p>
      {got.isError && <Problem error={got.error} onRetry={() => got.refetch()} />}
      {got.data !== undefined && (
        <>
          <AlertSettings settings={got.data} />
          <AlertsTest connection={connection} settings={got.data}>
            <Button variant="default" onClick={() => go(`/c/${connection}/manage/alerts`)}>
              {words.upkeep.alerts.edit}
            </Button>
          </AlertsTest>
        </>
      )}
    </Sheet>
  );
}
