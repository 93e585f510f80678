import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';

export type SchemeOfArea = { readonly id: string; readonly learningAreaId: string; readonly termNumber: number };

/**
 * How much of what the curriculum means for the term has a day in each scheme, 0 to 100: outcomes, each with its share
 * of the lessons suggested for its sub-strand. A lesson that is carried over has no day. Two queries.
 */
export async function plannedShares(db: Database, schemes: readonly SchemeOfArea[]): Promise<Map<string, number>> {
  if (schemes.length === 0) return new Map();
  const [outcomes, placed] = await Promise.all([outcomesOf(db, schemes), placedOutcomes(db, schemes)]);
  const nodeOf = new Map(outcomes.map((one) => [one.id, one.node_id]));
  const ofArea = Map.groupBy(outcomes, (one) => one.learning_area_id);
  const nodesOf = new Map([...ofArea].map(([areaId, some]) => [areaId, weightedNodes(some)]));
  return new Map(
    schemes.map(({ id, learningAreaId, termNumber }) => {
      const counts = new Map<string, number>();
      for (const outcome of placed.get(id) ?? []) {
        const node = nodeOf.get(outcome) ?? '';
        counts.set(node, (counts.get(node) ?? 0) + 1);
      }
      return [id, shareOf(nodesOf.get(learningAreaId) ?? [], counts, termNumber)];
    }),
  );
}

export type WeightedNode = {
  readonly id: string;
  readonly suggestedLessons: number;
  readonly termHint: number | null;
  readonly outcomes: number;
};

/** Sub-strands meant for the term, or all where the curriculum means none for it. */
export function shareOf(nodes: readonly WeightedNode[], placed: ReadonlyMap<string, number>, term: number): number {
  const meant = nodes.filter(({ outcomes }) => outcomes > 0);
  const ofTerm = meant.filter(({ termHint }) => termHint === null || termHint === term);
  const wanted = ofTerm.length > 0 ? ofTerm : meant;
  const weight = ({ suggestedLessons }: WeightedNode) => Math.max(1, suggestedLessons);
  const whole = wanted.reduce((sum, node) => sum + weight(node), 0);
  const part = wanted.reduce(
    (sum, node) => sum + (weight(node) * Math.min(node.outcomes, placed.get(node.id) ?? 0)) / node.outcomes,
    0,
  );
  return whole === 0 ? 0 : Math.round((100 * part) / whole);
}

function outcomesOf(db: Database, schemes: readonly SchemeOfArea[]) {
  return db
    .selectFrom('outcome')
    .innerJoin('node', 'node.id', 'outcome.node_id')
    .select(['outcome.id', 'outcome.node_id', 'outcome.learning_area_id', 'suggested_lessons', 'term_hint'])
    .where('outcome.learning_area_id', 'in', [...new Set(schemes.map(({ learningAreaId }) => learningAreaId))])
    .execute();
}

function weightedNodes(outcomes: Awaited<ReturnType<typeof outcomesOf>>): WeightedNode[] {
  return [...Map.groupBy(outcomes, (one) => one.node_id)].flatMap(([id, own]) =>
    own.slice(0, 1).map((one) => ({
      ...{ id, suggestedLessons: one.suggested_lessons, termHint: one.term_hint, outcomes: own.length },
    })),
  );
}

/**
 * The outcomes that have a day, of each scheme. The lists are taken apart here: the database is many times slower at it,
 * and lessons that follow each other often have the same.
 */
async function placedOutcomes(db: Database, schemes: readonly SchemeOfArea[]): Promise<Map<string, Set<string>>> {
  const rows = await db
    .selectFrom('scheme_row')
    .select('scheme_id')
    .select(sql<string | null>`CAST(JSON_EXTRACT(cells, '$.outcomeIds') AS CHAR)`.as('ids'))
    .where(
      'scheme_id',
      'in',
      schemes.map(({ id }) => id),
    )
    .where('kind', '=', 'lesson')
    .where(sql`JSON_UNQUOTE(JSON_EXTRACT(slots, '$.date'))`, '<>', 'null')
    .execute();
  const lists = new Map<string, readonly string[]>();
  const placed = new Map<string, Set<string>>();
  for (const { scheme_id, ids } of rows) {
    const text = ids ?? '[]';
    const list = lists.get(text) ?? (JSON.parse(text) as readonly string[]);
    lists.set(text, list);
    const own = placed.get(scheme_id) ?? new Set();
    for (const id of list) own.add(id);
    placed.set(scheme_id, own);
  }
  return placed;
}
