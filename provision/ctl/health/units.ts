import type { RestartFigures } from './figures.ts';
import type { Asking } from './summary.ts';

const watched = ['mariadb.service', 'mysql.service', 'nginx.service', 'redis-server@teachtrack-*', 'teachtrack-*'];

export type UnitState = {
  readonly unit: string;
  readonly isActive: boolean;
  /** Times systemd started it again by itself; it forgets the count when somebody starts the unit. */
  readonly restarts: number;
  readonly upSince: string | null;
  /** Processes of it that were replaced while the unit itself ran on. */
  readonly replaced?: { readonly times: number; readonly at: string; readonly why: string };
};

/** Every unit of ours and of what we stand on, in one question. */
export async function unitStates({ transport, signal }: Asking): Promise<readonly UnitState[]> {
  const properties = '--property=Id,NRestarts,ActiveState,ActiveEnterTimestamp,StatusText';
  const { exitCode, stdout } = await transport.run({
    argv: ['systemctl', 'show', '--all', '--timestamp=unix', properties, '--', ...watched],
    asRoot: true,
    timeoutMs: 5_000,
    signal,
  });
  if (exitCode !== 0) throw new Error('systemd does not answer');
  // A distribution may have two names for one service.
  const blocks = new Set(stdout.trim().split(/\n\s*\n/));
  return [...blocks].flatMap((block) => {
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(block)?.[1] ?? '';
    const since = Number(/^@(\d+)$/.exec(value('ActiveEnterTimestamp'))?.[1] ?? Number.NaN);
    const isActive = value('ActiveState') === 'active';
    const upSince = isActive && Number.isFinite(since) ? new Date(since * 1000).toISOString() : null;
    const replaced = isActive ? replacedIn(value('StatusText')) : undefined;
    const restarts = Number(value('NRestarts')) || 0;
    return [{ unit: value('Id'), isActive, restarts, upSince, ...(replaced === undefined ? {} : { replaced }) }];
  });
}

/** As the appliance's API tells it to systemd: `replaced 2, last 2026-03-02T12:00:00.000Z: it gave no sign of life`. */
export function replacedIn(status: string): UnitState['replaced'] {
  const [, times, at, why] = /^replaced (\d+), last (\d{4}-\d\d-\d\dT[\d:.]+Z): (.{1,200})$/.exec(status) ?? [];
  return times === undefined || at === undefined || why === undefined ? undefined : { times: Number(times), at, why };
}

export function restartFigures(units: readonly UnitState[]): readonly RestartFigures[] {
  return units.flatMap(({ unit, restarts, upSince, replaced }) => [
    ...(restarts > 0 ? [{ unit, times: restarts, upSince }] : []),
    ...(replaced === undefined ? [] : [{ unit, times: replaced.times, upSince: replaced.at, process: replaced.why }]),
  ]);
}
