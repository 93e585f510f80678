import type { RestartFigures } from './figures.ts';
import type { Asking } from './summary.ts';

const watched = ['mariadb.service', 'mysql.service', 'nginx.service', 'redis-server@teachtrack-*', 'teachtrack-*'];

/** Services that systemd started again by itself. It forgets the count when somebody starts the service. */
export async function restartFigures({ transport, signal }: Asking): Promise<readonly RestartFigures[]> {
  const { stdout } = await transport.run({
    argv: [
      'systemctl',
      'show',
      '--timestamp=unix',
      '--property=Id,NRestarts,ActiveState,ActiveEnterTimestamp',
      '--',
      ...watched,
    ],
    asRoot: true,
    timeoutMs: 5_000,
    signal,
  });
  return stdout.split(/\n\s*\n/).flatMap((block) => {
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(block)?.[1] ?? '';
    const times = Number(value('NRestarts'));
    if (!(times > 0)) return [];
    const since = Number(/^@(\d+)$/.exec(value('ActiveEnterTimestamp'))?.[1] ?? Number.NaN);
    const isUp = value('ActiveState') === 'active' && Number.isFinite(since);
    return [{ unit: value('Id'), times, upSince: isUp ? new Date(since * 1000).toISOString() : null }];
  });
}
