import type { Database } from '../../../database/connect.ts';
import { notFound } from '../../common/problem.ts';
import type { Scope } from '../../common/scope.ts';
import { readTree } from '../../curriculum/store.ts';
import type { RealisedCells } from '../engine/realise.ts';
import { rewrite } from '../engine/rewrite.ts';
import type { HintInput } from '../engine/types.ts';
import { answerOf } from './answer.ts';
import { type CellValue, sameValue } from './cells.ts';
import { generatedCells } from './edits.ts';
import { partOf, type RowChange, type RowState } from './row.ts';
import type { ActAnswer } from './schema.ts';
import { type Bench, type Outcome, onBench } from './transact.ts';

/** Makes the activities of one lesson anew, but for its locked cells. Outcomes stay as they are. */
export function regenerateRow(
  db: Database,
  scope: Scope,
  schemeId: string,
  { clientOpId, rowId }: { readonly clientOpId: string; readonly rowId: string },
): Promise<ActAnswer> {
  return made(db, scope, schemeId, clientOpId, (bench, hintsOf) => {
    const lessons = lessonsOf(bench);
    const index = lessons.findIndex(({ id }) => id === rowId);
    const row = lessons[index];
    if (row === undefined) throw notFound('lesson in this scheme of work');
    const changes = madeAnew(row, (turn) =>
      // Seeds that no row of this version has had, and the same for whoever asks twice.
      texts(bench, hintsOf, bench.scheme.seed + 7_919 * row.version + 15_485_863 * turn).at(index),
    );
    return { acts: [{ clientOpId, kind: 'regenerate', changes }], answer: null };
  });
}

const turnsAtMost = 8;

/** Other activities than those that stand there, where there are any: a seed may well come to the same ones. */
function madeAnew(row: RowState, cellsOf: (turn: number) => RealisedCells | undefined): RowChange[] {
  let changes: RowChange[] = [];
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const cells = cellsOf(turn);
    if (cells === undefined) return [];
    const made = rowChanges(row, cells);
    if (made.length > 0) changes = made;
    if (row.locked.includes('experiences') || !sameValue(row.cells['experiences'], cells.experiences)) break;
  }
  return changes;
}

/** Makes the activities of all lessons anew with the next seed, but for locked cells. */
export function shuffle(db: Database, scope: Scope, schemeId: string, clientOpId: string): Promise<ActAnswer> {
  return made(db, scope, schemeId, clientOpId, (bench, hintsOf) => {
    const lessons = lessonsOf(bench);
    const seed = (bench.scheme.seed + 1) % 4_294_967_296;
    const all = texts(bench, hintsOf, seed);
    const changes = lessons.flatMap((row, index) => {
      const cells = all[index];
      return cells === undefined ? [] : rowChanges(row, cells);
    });
    return { acts: [{ clientOpId, kind: 'shuffle', changes }], answer: null, scheme: { seed } };
  });
}

type HintsOf = (nodeId: string) => readonly HintInput[];

async function made(
  db: Database,
  scope: Scope,
  schemeId: string,
  clientOpId: string,
  work: (bench: Bench, hintsOf: HintsOf) => Outcome<null>,
): Promise<ActAnswer> {
  const committed = await onBench(db, scope, schemeId, {
    wanted: { rowIds: 'all', clientOpIds: [clientOpId] },
    async work(bench) {
      if (bench.done.has(clientOpId)) return { acts: [], answer: null };
      return work(bench, await hints(bench));
    },
  });
  return answerOf(committed);
}

function lessonsOf({ rows }: Bench): RowState[] {
  return rows.filter(({ kind }) => kind === 'lesson');
}

function texts(bench: Bench, hintsOf: HintsOf, seed: number): RealisedCells[] {
  const lessons = lessonsOf(bench).map((row) => ({
    nodeId: row.nodeId,
    subStrand: String(row.cells['subStrand'] ?? ''),
    outcomes: (row.cells['outcomes'] ?? []) as readonly string[],
  }));
  const { textbook } = bench.scheme;
  return rewrite(lessons, hintsOf, { seed, ...(textbook === null ? {} : { textbook }) });
}

function rowChanges(row: RowState, made: RealisedCells): RowChange[] {
  const cells: Record<string, CellValue> = {};
  for (const name of generatedCells) {
    if (!row.locked.includes(name) && !sameValue(row.cells[name], made[name])) cells[name] = made[name];
  }
  if (Object.keys(cells).length === 0) return [];
  const after = { cells };
  return [{ rowId: row.id, before: partOf(row, after), after }];
}

async function hints({ transaction, scheme }: Bench): Promise<HintsOf> {
  const area = await readTree(transaction, scheme.made_from ?? (await areaOfClass(transaction, scheme.allocation_id)));
  const byNode = new Map(
    area?.strands.flatMap((strand) => strand.subStrands.map((node): [string, HintInput[]] => [node.id, node.hints])),
  );
  return (nodeId) => byNode.get(nodeId) ?? [];
}

async function areaOfClass(db: Database, allocationId: string): Promise<string> {
  const found = await db
    .selectFrom('allocation')
    .select('learning_area_id')
    .where('id', '=', allocationId)
    .executeTakeFirstOrThrow();
  return found.learning_area_id;
}
