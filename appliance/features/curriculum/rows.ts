import type { ImportedSubStrand } from '../../curriculum/import/types.ts';
import type { Database } from '../../database/connect.ts';
import type { NewRow } from '../../database/tables.ts';
import { derivedId } from '../../ids.ts';
import { hintLists } from './schema.ts';

/** What a learning area holds, in teaching order: a file of the project's own, or one that was imported. */
export type Contents = {
  readonly strands: readonly {
    readonly code: string;
    readonly title: string;
    readonly subStrands: readonly ImportedSubStrand[];
  }[];
};

export type ContentRows = { nodes: NewRow<'node'>[]; outcomes: NewRow<'outcome'>[]; hints: NewRow<'hint'>[] };

/** Rows of a learning area. Identifiers follow from the codes, so that the same file gives the same nodes again. */
export function contentRows(areaId: string, { strands }: Contents): ContentRows {
  const rows: ContentRows = { nodes: [], outcomes: [], hints: [] };
  const area = { learning_area_id: areaId };
  for (const { code, title, subStrands } of strands) {
    const strandId = derivedId('node', areaId, code);
    const lessons = subStrands.reduce((sum, one) => sum + one.lessons, 0);
    const top = { id: strandId, parent_id: null, depth: 1, seq: rows.nodes.length };
    rows.nodes.push({ ...area, ...top, code, title, suggested_lessons: lessons, term_hint: null });
    for (const sub of subStrands) {
      const id = derivedId('node', areaId, code, sub.code);
      const place = { parent_id: strandId, depth: 2, seq: rows.nodes.length };
      const amount = { suggested_lessons: sub.lessons, term_hint: sub.term ?? null };
      rows.nodes.push({ ...area, id, ...place, ...amount, code: sub.code, title: sub.title });
      const { outcomes, hints } = textRows(areaId, id, sub.outcomes, hintsOf(sub));
      rows.outcomes.push(...outcomes);
      rows.hints.push(...hints);
    }
  }
  return rows;
}

export type OutcomeText = {
  readonly text: string;
  readonly domain?: string | undefined;
  readonly code?: string | undefined;
};
export type HintText = { readonly kind: string; readonly text: string };

/** Outcomes and hints of one node; a hint that is there twice is kept once. */
export function textRows(
  areaId: string,
  nodeId: string,
  outcomes: readonly OutcomeText[],
  hints: readonly HintText[],
): Omit<ContentRows, 'nodes'> {
  const place = { learning_area_id: areaId, node_id: nodeId };
  const unique = [...new Map(hints.map((one) => [`${one.kind} ${one.text}`, one])).values()];
  return {
    outcomes: outcomes.map(({ text, domain, code }, seq) => ({
      ...place,
      id: derivedId('outcome', nodeId, seq),
      code: code ?? null,
      text,
      domain: domain ?? null,
      seq,
    })),
    hints: unique.map(({ kind, text }, seq) => ({
      ...place,
      id: derivedId('hint', nodeId, kind, text),
      kind,
      text,
      seq,
    })),
  };
}

/** Many rows in few statements of a size that every server takes. */
export async function insertContents(db: Database, { nodes, outcomes, hints }: ContentRows): Promise<void> {
  for (const some of chunks(nodes)) await db.insertInto('node').values(some).execute();
  for (const some of chunks(outcomes)) await db.insertInto('outcome').values(some).execute();
  for (const some of chunks(hints)) await db.insertInto('hint').values(some).execute();
}

function hintsOf(sub: ImportedSubStrand): HintText[] {
  return hintLists.flatMap(([kind, list]) => (sub[list] ?? []).map((text) => ({ kind, text })));
}

function chunks<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / 500) }, (_, index) =>
    items.slice(index * 500, index * 500 + 500),
  );
}
