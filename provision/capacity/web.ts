import type { Machine } from './machine.ts';
import type { Scale } from './scale.ts';

/** nginx' and the kernel's share of the connections, and what one client may ask for. */
export type WebBudget = {
  readonly workerProcesses: number;
  readonly workerConnections: number;
  readonly openFiles: number;
  /** Waiting connections of every listening socket of ours; the kernel cuts it to `somaxconn`. */
  readonly backlog: number;
  /** Never below the kernel's own default of 4096. */
  readonly somaxconn: number;
  /** Browsers connected at once: two a teacher. */
  readonly activeConnections: number;
  readonly limits: ClientLimits;
};

export type ClientLimits = {
  /** Of one signed-in session, to the API. */
  readonly sessionPerMinute: number;
  readonly sessionBurst: number;
  /** Of all signed-out traffic of one address, to the API. */
  readonly anonymousPerMinute: number;
  readonly anonymousBurst: number;
  /** Requests served at once for one session, or for one address when signed out. */
  readonly connectionsPerClient: number;
  /** Open event streams of one session. */
  readonly streamsPerSession: number;
  /** Of one address, whatever it asks: a whole school may sit behind it. */
  readonly ceilingPerSecond: number;
  readonly ceilingBurst: number;
  readonly connectionsPerAddress: number;
  /** Of one address in a subnet that the administrator named: so many times the ceiling. */
  readonly raisedFactor: number;
};

export function webBudget({ cores }: Machine, scale: Scale): WebBudget {
  const { users } = scale;
  const workerConnections = powerOfTwo(Math.max(1024, 4 * users));
  return {
    workerProcesses: Math.max(1, Math.min(cores, 16)),
    workerConnections,
    openFiles: Math.max(65_536, 2 * workerConnections + 1024),
    backlog: workerConnections,
    somaxconn: Math.max(4096, workerConnections),
    activeConnections: 2 * users,
    limits: {
      sessionPerMinute: 400,
      sessionBurst: 100,
      anonymousPerMinute: 1000,
      anonymousBurst: 200,
      connectionsPerClient: 100,
      streamsPerSession: 6,
      ceilingPerSecond: Math.ceil((30 * users) / 60),
      ceilingBurst: users,
      connectionsPerAddress: 2 * users,
      raisedFactor: 4,
    },
  };
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}
