import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';

export type SchemeOfArea = { readonly id: string; readonly learningAreaId: string; readonly termNumber: number };

/**
 * How much of what the curriculum means for the term has a day in each scheme, 0 to 100: outcomes, each with its share
 * of the lessons suggested for its sub-strand. A lesson that is carried over has no day. Two queries.
 */
export async function plannedShares(db: Database, schemes: readonly SchemeOfArea[]): Promise<Map<string, number>> {
  if (schemes.length === 0) return new Map();
  const [nodes, placed] = await Promise.all([nodesOf(db, schemes), placedOutcomes(db, schemes)]);
  const ofArea = Map.groupBy(nodes, (node) => node.learningAreaId);
  const ofScheme = Map.groupBy(placed, (one) => one.schemeId);
  return new Map(
    schemes.map(({ id, learningAreaId, termNumber }) => {
      const counts = new Map((ofScheme.get(id) ?? []).map((one) => [one.nodeId, one.outcomes]));
      return [id, shareOf(ofArea.get(learningAreaId) ?? [], counts, termNumber)];
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

async function nodesOf(db: Database, schemes: readonly SchemeOfArea[]) {
  const rows = await db
    .selectFrom('node')
    .innerJoin('outcome', 'outcome.node_id', 'node.id')
    .select(['node.id', 'node.learning_area_id', 'suggested_lessons', 'term_hint'])
    .select(({ fn }) => fn.countAll<number>().as('outcomes'))
    .where('node.learning_area_id', 'in', [...new Set(schemes.map(({ learningAreaId }) => learningAreaId))])
    .groupBy(['node.id', 'node.learning_area_id', 'suggested_lessons', 'term_hint'])
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, learningAreaId: row.learning_area_id, suggestedLessons: row.suggested_lessons },
    ...{ termHint: row.term_hint, outcomes: Number(row.outcomes) },
  }));
}

async function placedOutcomes(db: Database, schemes: readonly SchemeOfArea[]) {
  const held = sql<{
    outcome: string;
  }>`JSON_TABLE(scheme_row.cells, '$.outcomeIds[*]' COLUMNS (outcome CHAR(26) PATH '$'))`;
  const rows = await db
    .selectFrom('scheme_row')
    .innerJoin(held.as('held'), (join) => join.onTrue())
    .innerJoin('outcome', (join) => join.on('outcome.id', '=', sql<string>`CONVERT(held.outcome USING ascii)`))
    .select(['scheme_row.scheme_id', 'outcome.node_id'])
    .select(({ fn }) => fn.count<number>('outcome.id').distinct().as('outcomes'))
    .where(
      'scheme_row.scheme_id',
      'in',
      schemes.map(({ id }) => id),
    )
    .where('kind', '=', 'lesson')
    .where(sql`JSON_UNQUOTE(JSON_EXTRACT(slots, '$.date'))`, '<>', 'null')
    .groupBy(['scheme_row.scheme_id', 'outcome.node_id'])
    .execute();
  return rows.map((row) => ({ schemeId: row.scheme_id, nodeId: row.node_id, outcomes: Number(row.outcomes) }));
}
