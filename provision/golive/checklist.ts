import type { State } from '../ops/state-file.ts';
import type { Evidence } from './evidence.ts';
import { points } from './points.ts';

export type PointVerdict = 'met' | 'not-met' | 'unknown';

/** One demand on a server before teachers work on it, as the evidence shows it. */
export type Judged = {
  readonly verdict: PointVerdict;
  /** What was found, one sentence. */
  readonly evidence: string;
  /** What to do and with which command; only where it is not met. */
  readonly todo?: string;
};

export type Point = {
  readonly id: string;
  readonly title: string;
  judge(evidence: Evidence): Judged;
};

/** Ticked by hand: only with a name and a reason, and shown as that. */
export type Waiver = { readonly item: string; readonly by: string; readonly at: string; readonly reason: string };

export type GoLiveItem = Omit<Judged, 'verdict'> & {
  readonly id: string;
  readonly title: string;
  readonly verdict: PointVerdict | 'waived';
  readonly waiver?: Omit<Waiver, 'item'>;
};

export type GoLive = State & { readonly items: readonly GoLiveItem[] };

/** The go-live checklist: pure, from evidence alone. A waiver of what is met by itself changes nothing. */
export function goLive(evidence: Evidence, waivers: readonly Waiver[]): GoLive {
  const items = points.map((point): GoLiveItem => {
    const waiver = waivers.find(({ item }) => item === point.id);
    if (waiver === undefined) return judgedItem(point, evidence);
    const { item: _, ...told } = waiver;
    return judgedItem(point, evidence, told);
  });
  return { at: evidence.now.toISOString(), ...summed(items), items };
}

/** The same list with one point judged anew. */
export function renewed(before: GoLive, id: string, evidence: Evidence): GoLive {
  const point = points.find((one) => one.id === id);
  if (point === undefined) return before;
  const items = before.items.map((item) => (item.id === id ? judgedItem(point, evidence, item.waiver) : item));
  return { ...before, ...summed(items), items };
}

function judgedItem(point: Point, evidence: Evidence, waiver?: GoLiveItem['waiver']): GoLiveItem {
  const judged = point.judge(evidence);
  const about = { id: point.id, title: point.title };
  if (waiver === undefined || judged.verdict === 'met') return { ...about, ...judged };
  return { ...about, ...judged, verdict: 'waived', waiver };
}

function summed(items: readonly GoLiveItem[]): Pick<State, 'ok' | 'summary'> {
  const of = (verdict: GoLiveItem['verdict']) => items.filter((item) => item.verdict === verdict);
  const waived = of('waived').length;
  const aside = waived === 0 ? '' : `; ${waived} accepted by name`;
  const open = [...of('not-met'), ...of('unknown')];
  if (open.length === 0) return { ok: true, summary: `Ready for teachers: all ${items.length} points${aside}.` };
  const names = open.map(({ title }) => title.toLowerCase()).join(', ');
  const done = items.length - open.length;
  return {
    ok: of('not-met').length > 0 ? false : null,
    summary: `${done} of ${items.length} points are met${aside}; open: ${names}.`,
  };
}
