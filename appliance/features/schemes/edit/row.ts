import type { NewRow, Row } from '../../../database/tables.ts';
import type { Cells, CellValue } from './cells.ts';

/** A row of a scheme as it is worked on. */
export type RowState = {
  readonly id: string;
  readonly seq: number;
  readonly kind: 'lesson' | 'banner';
  readonly nodeId: string | null;
  readonly week: number;
  readonly slots: Readonly<Record<string, unknown>>;
  readonly cells: Cells;
  readonly locked: readonly string[];
  readonly cellVersions: Readonly<Record<string, number>>;
  readonly version: number;
};

/** What of a row an act changes; a cell that is null was not there. */
export type RowPart = {
  readonly cells?: Readonly<Record<string, CellValue | null>>;
  readonly locked?: readonly string[];
  readonly slots?: Readonly<Record<string, unknown>>;
  readonly week?: number;
  /** The whole row, where it comes or goes. */
  readonly row?: RowState;
};

/** Null: the row is not there. */
export type RowChange = { readonly rowId: string; readonly before: RowPart | null; readonly after: RowPart | null };

/** Rows lie so far apart when they are made that many fit between any two by halving. */
export const rowGap = 1_024;

type Stored = Pick<
  Row<'scheme_row'>,
  'id' | 'seq' | 'kind' | 'node_id' | 'week' | 'slots' | 'cells' | 'locked' | 'cell_versions' | 'row_version'
>;

export const storedColumns = [
  ...(['id', 'seq', 'kind', 'node_id', 'week', 'slots', 'cells'] as const),
  ...(['locked', 'cell_versions', 'row_version'] as const),
];

export function rowState(row: Stored): RowState {
  return {
    id: row.id,
    seq: row.seq,
    kind: row.kind,
    nodeId: row.node_id,
    week: row.week,
    slots: JSON.parse(row.slots),
    cells: JSON.parse(row.cells),
    locked: JSON.parse(row.locked),
    cellVersions: JSON.parse(row.cell_versions),
    version: row.row_version,
  };
}

export function storedRow(schemeId: string, row: RowState): NewRow<'scheme_row'> {
  return {
    id: row.id,
    scheme_id: schemeId,
    seq: row.seq,
    kind: row.kind,
    node_id: row.nodeId,
    week: row.week,
    slots: JSON.stringify(row.slots),
    cells: JSON.stringify(row.cells),
    locked: JSON.stringify(row.locked),
    cell_versions: JSON.stringify(row.cellVersions),
    row_version: row.version,
  };
}

/** The row with a part of it changed, one version on. */
export function changed(row: RowState, part: RowPart): RowState {
  const version = row.version + 1;
  const cells: Record<string, CellValue> = { ...row.cells };
  for (const [name, value] of Object.entries(part.cells ?? {})) {
    if (value === null) delete cells[name];
    else cells[name] = value;
  }
  const moved = Object.fromEntries(Object.keys(part.cells ?? {}).map((name) => [name, version]));
  return {
    ...row,
    version,
    cells,
    week: part.week ?? row.week,
    slots: part.slots ?? row.slots,
    locked: part.locked ?? row.locked,
    cellVersions: { ...row.cellVersions, ...moved },
  };
}

/** The same fields as `part` names, as they are in the row now. */
export function partOf(row: RowState, part: RowPart): RowPart {
  return {
    ...(part.cells === undefined
      ? {}
      : { cells: Object.fromEntries(Object.keys(part.cells).map((name) => [name, row.cells[name] ?? null])) }),
    ...(part.locked === undefined ? {} : { locked: row.locked }),
    ...(part.slots === undefined ? {} : { slots: row.slots }),
    ...(part.week === undefined ? {} : { week: row.week }),
  };
}
