import { useQuery } from '@tanstack/react-query';
import type { RemoteError } from '../../../installer/channel/remote-error.ts';
import { Icon } from '../../components/icon.tsx';
import { Note } from '../../components/note.tsx';
import { Problem } from '../../components/problem.tsx';
import { Gap } from '../../components/sheet.tsx';
import { type Out, useFace } from '../../state/face.ts';
import { when } from '../../state/places.ts';
import { useWords } from '../../words/words.ts';
import runClasses from '../run/run.module.css';

/** The four lines of the health monitor, asked anew every half minute. */
export function Health({ connection }: { readonly connection: string }) {
  const words = useWords().manage;
  const face = useFace();
  const health = useQuery<Out<'manage.health'>, RemoteError>({
    queryKey: ['manage.health', { connection }],
    queryFn: () => face.ask('manage.health', { connection }),
    refetchInterval: 30_000,
  });
  if (health.isError) {
    return (
      <>
        <Problem error={health.error} onRetry={() => health.refetch()} />
        <Gap />
      </>
    );
  }
  if (health.data === undefined) return null;
  const { healthy, services, at } = health.data;
  return (
    <>
      <Note tone={healthy ? 'good' : 'bad'} title={healthy ? words.allWell : words.notWell} role="status">
        <ul className={runClasses.list}>
          {services.map(({ name, ok, detail }) => (
            <li key={name} className={runClasses.step}>
              <span className={runClasses.mark} data-state={ok ? 'done' : 'failed'}>
                <Icon name={ok ? 'tick' : 'cross'} size={14} />
              </span>
              <span>
                <strong>{name}:</strong> <span className="unseen">{ok ? words.ok : words.notOk}, </span>
                {detail}
              </span>
            </li>
          ))}
        </ul>
        <p style={{ fontSize: 13.5, color: 'var(--mantine-color-dimmed)' }}>{words.healthAt(when(at))}</p>
      </Note>
      <Gap />
    </>
  );
}
