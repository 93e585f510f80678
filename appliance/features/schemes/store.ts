import { sql } from 'kysely';
import { type Database, preparedMark } from '../../database/connect.ts';
import { sharedSchemes, visibleSchemes } from '../../database/scoped.ts';
import type { Row } from '../../database/tables.ts';
import { familyOf, templateOf } from '../../templates/index.ts';
import { cellOf } from '../../templates/slots.ts';
import { localise } from '../../templates/types.ts';
import type { Scope } from '../common/scope.ts';
import { cellName, isListCell } from './edit/cells.ts';
import {
  editableStates,
  type LessonSlot,
  type Scheme,
  type SchemeColumn,
  type SchemeRow,
  type SchemeSummary,
  type SchemesAnswer,
  type SchemesQuery,
} from './schema.ts';
import { inSheetOrder } from './sheet-order.ts';

export async function listSchemes(db: Database, scope: Scope, query: SchemesQuery): Promise<SchemesAnswer> {
  const rows = await summaries(visibleSchemes(db, scope))
    .$if(query.after !== undefined, (select) => select.where('scheme.id', '<', query.after ?? ''))
    .$if(query.termId !== undefined, (select) => select.where('scheme.term_id', '=', query.termId ?? ''))
    .where('scheme.archived_at', query.archived ? 'is not' : 'is', null)
    .orderBy('scheme.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const items = rows.slice(0, query.limit).map(summary);
  const last = items.at(-1);
  return { items, ...(rows.length > query.limit && last !== undefined ? { next: last.id } : {}) };
}

/** A scheme with its rows. Null when it is out of reach. */
export async function readScheme(db: Database, scope: Scope, id: string): Promise<Scheme | null> {
  const row = await wholes(visibleSchemes(db, scope)).where('scheme.id', '=', id).executeTakeFirst();
  return row === undefined ? null : withRows(db, scope, row);
}

/** A scheme whose link the caller holds: to be read, not to be changed. Null when the link leads nowhere. */
export async function openShared(db: Database, scope: Scope, linkId: string): Promise<Scheme | null> {
  const row = await wholes(sharedSchemes(db, scope, linkId)).executeTakeFirst();
  return row === undefined ? null : { ...(await withRows(db, scope, row)), editable: false };
}

async function withRows(db: Database, scope: Scope, row: WholeRow): Promise<Scheme> {
  const rows = await db
    .selectFrom('scheme_row')
    .modifyFront(sql.raw(preparedMark))
    .select(['id', 'kind', 'week', 'slots', 'cells', 'locked', 'row_version'])
    .where('scheme_id', '=', row.id)
    .orderBy('seq')
    .execute();
  return {
    ...summary(row),
    editable: isEditable(scope, row),
    templateKey: row.template_key,
    columns: columnsOf(row.template_key),
    lessons: JSON.parse(row.lessons) as LessonSlot[],
    lessonsPerWeek: row.lessons_per_week,
    lessonMinutes: row.lesson_minutes,
    textbook: row.textbook,
    warnings: JSON.parse(row.warnings) as string[],
    rows: inSheetOrder(rows).map(rowAnswer),
  };
}

/** In English: the language of a sheet is chosen when it is printed. */
function columnsOf(templateKey: string): SchemeColumn[] {
  return templateOf(familyOf(templateKey), 'scheme').columns.map(({ slot, label, widthPct, leadIn }) => {
    const cell = cellOf(slot);
    const editable = cellName.safeParse(cell).success;
    const words = leadIn === undefined ? {} : { leadIn: localise(leadIn, 'en') };
    return { cell, label: localise(label, 'en'), widthPct, isList: isListCell(cell), editable, ...words };
  });
}

/** As `schemesFor(…, 'write')` decides when it comes to it: here only for what is shown. */
export function isEditable(
  scope: Scope,
  row: { readonly user_id: string; readonly school_id: string; readonly status: string },
): boolean {
  const own = row.user_id === scope.userId && scope.taught.includes(row.school_id);
  return own && (editableStates as readonly string[]).includes(row.status);
}

/**
 * What a list shows. No long text: a server that sorts rows with one makes a table on the disk for it, and the list could
 * not be read while the disk is full.
 */
function summaries(schemes: ReturnType<typeof visibleSchemes>) {
  return schemes
    .innerJoin('school', 'school.id', 'scheme.school_id')
    .innerJoin('user', 'user.id', 'scheme.owner_id')
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .innerJoin('calendar', 'calendar.id', 'term.calendar_id')
    .select(['scheme.id', 'scheme.status', 'scheme.version', 'scheme.created_at', 'scheme.updated_at', 'archived_at'])
    .select(['scheme.school_id', 'school.name as schoolName', 'owner_id', 'full_name'])
    .select(['class_stream.name as className', 'learning_area_id'])
    .select(['learning_area.name as areaName', 'learning_area.grade', 'term_id', 'calendar.year', 'term.number']);
}

function wholes(schemes: ReturnType<typeof visibleSchemes>) {
  return summaries(schemes)
    .select(['scheme.lessons_per_week', 'scheme.lesson_minutes', 'textbook', 'warnings'])
    .select(['scheme.lessons', 'scheme.template_key', 'allocation.user_id']);
}

type WholeRow = Awaited<ReturnType<ReturnType<typeof wholes>['execute']>>[number];
type SummaryRow = Awaited<ReturnType<ReturnType<typeof summaries>['execute']>>[number];

function summary(row: SummaryRow): SchemeSummary {
  return {
    id: row.id,
    status: row.status,
    version: row.version,
    school: { id: row.school_id, name: row.schoolName },
    teacher: { id: row.owner_id, fullName: row.full_name },
    className: row.className,
    learningArea: { id: row.learning_area_id, name: row.areaName, grade: row.grade },
    term: { id: row.term_id, year: row.year, number: row.number },
    archived: row.archived_at !== null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What `slots` and `cells` of a stored row hold; as the worker and the editing write them. */
type StoredRow = Pick<Row<'scheme_row'>, 'id' | 'kind' | 'week' | 'slots' | 'cells' | 'locked' | 'row_version'>;

const usual = {
  ...{ lesson: '', date: null, period: null, minutes: 0, placement: 'planned', strand: '', subStrand: '' },
  ...{ outcomes: [], inquiry: [], experiences: [], resources: [], assessment: [], reflection: '' },
};
const known = new Set([...Object.keys(usual), 'outcomeIds', 'units']);

export function rowAnswer(row: StoredRow): SchemeRow {
  const { id, kind, week, row_version: version } = row;
  const stored = { ...JSON.parse(row.slots), ...JSON.parse(row.cells) };
  if (kind === 'banner') return { kind, id, version, week, banner: stored.banner, text: stored.text };
  const more = Object.fromEntries(Object.entries(stored).filter(([name]) => !known.has(name)));
  return { ...usual, ...stored, kind, id, version, week, locked: JSON.parse(row.locked), more } as SchemeRow;
}
