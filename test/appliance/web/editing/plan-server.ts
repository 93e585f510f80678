import type { Plan } from '../../../../appliance/features/plans/schema.ts';
import type { PlanValue } from '../../../../appliance/web/site/editing/section-edit.ts';

export type PlanServer = {
  /** Values of the sections by slot, as the server has them. */
  readonly values: Readonly<Record<string, PlanValue>>;
  plan(): Plan;
  /** What somebody else does to a section. */
  change(slot: string, value: PlanValue): void;
  /** What becomes of requests: lost on the way there or on the way back; closed when the scheme was handed in. */
  mode: 'answers' | 'is-away' | 'loses-answers' | 'is-closed';
  /** Waits before every answer; a test types meanwhile. */
  meanwhile: () => void;
  readonly asked: number;
};

const mostItems = 30;

/** Puts in place of `fetch` what a plan's route does with edits: an act once, a conflict told, what is too long refused. */
export function planServer(slots: readonly string[]): PlanServer {
  const sections = new Map(slots.map((slot) => [slot, { value: `first ${slot}` as PlanValue, version: 0 }]));
  const done = new Set<string>();
  let version = 0;
  let asked = 0;
  const write = (slot: string, value: PlanValue) => {
    version += 1;
    sections.set(slot, { value: typeof value === 'string' ? value.replaceAll('\t', ' ') : value, version });
  };
  const server: PlanServer = {
    get values() {
      return Object.fromEntries([...sections].map(([slot, { value }]) => [slot, value]));
    },
    plan: () => planOf(version, server.values),
    change: write,
    mode: 'answers',
    meanwhile: () => undefined,
    get asked() {
      return asked;
    },
  };

  function patch({ clientOpId, planVersion, values }: PlanPatch): Response {
    if (server.mode === 'is-closed') return problem(409, 'conflict');
    if (done.has(clientOpId)) return Response.json(server.plan());
    const edits = Object.entries(values);
    if (edits.some(([, value]) => Array.isArray(value) && value.length > mostItems)) {
      return problem(400, 'invalid-request');
    }
    const changed = (slot: string, value: PlanValue) =>
      (sections.get(slot)?.version ?? 0) > planVersion && !same(sections.get(slot)?.value, value);
    const lost = edits.filter(([slot, value]) => changed(slot, value));
    if (lost.length > 0) {
      return problem(409, 'conflict', Object.fromEntries(lost.map(([slot]) => [slot, sections.get(slot)?.value])));
    }
    done.add(clientOpId);
    for (const [slot, value] of edits) if (!same(sections.get(slot)?.value, value)) write(slot, value);
    return Response.json(server.plan());
  }

  globalThis.fetch = async (_address, init) => {
    asked += 1;
    if (server.mode === 'is-away') throw new TypeError('the network is away');
    const answer = init?.method === 'PATCH' ? patch(JSON.parse(String(init.body))) : Response.json(server.plan());
    server.meanwhile();
    if (server.mode === 'loses-answers') throw new TypeError('the answer was lost');
    return answer;
  };
  return server;
}

type PlanPatch = {
  readonly clientOpId: string;
  readonly planVersion: number;
  readonly values: Readonly<Record<string, PlanValue>>;
};

function problem(status: number, code: string, current?: object): Response {
  return Response.json({ code, status, title: code, detail: code, requestId: 'one', current }, { status });
}

function same(one: PlanValue | undefined, other: PlanValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function planOf(version: number, values: Readonly<Record<string, PlanValue>>): Plan {
  const sections = Object.entries(values).map(([slot, value]) => ({
    ...{ slot, label: slot, kind: 'list' as const, value },
    ...{ locked: false, edited: false, rewordable: false },
  }));
  return {
    ...{ rowId: 'row', schemeId: 'scheme', week: 1, lesson: '1', date: null, minutes: 30, strand: '', subStrand: '' },
    ...{ nodeId: null, prepared: true, edited: false, findings: 0, version, editable: true, templateKey: 'plan' },
    ...{ title: 'Plan', sections, plannedMinutes: 0, notes: [], previous: null, next: null },
  };
}
