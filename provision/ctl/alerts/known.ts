import { readState, type State, type StateName } from '../../ops/state-file.ts';
import type { Health } from '../health/summary.ts';

/** What the rules look at. */
export type Known = {
  readonly nowMs: number;
  /** Undefined when nothing could be measured. */
  readonly health: Health | undefined;
  readonly states: ReadonlyMap<StateName, State & Readonly<Record<string, unknown>>>;
  readonly monitor: MonitorKnown;
};

/** What the monitor knows of itself. */
export type MonitorKnown = {
  /** It came back after it had not been asked to end. */
  readonly cameBack?: { readonly atMs: number; readonly why: string };
  /** Nobody measured between these moments although the server was up. */
  readonly gap?: { readonly fromMs: number; readonly toMs: number };
};

const parts = [
  'backups',
  'drill',
  'certificate',
  'names',
  'firewall',
  'drift',
  'upgrade',
  'unfinished',
  'fallen',
  'golive',
  'reserve',
] as const;

export function statesIn(folder: string): Known['states'] {
  return new Map(
    parts.flatMap((name) => {
      const state = readState<State & Readonly<Record<string, unknown>>>(name, folder);
      return state === undefined ? [] : [[name, state] as const];
    }),
  );
}
