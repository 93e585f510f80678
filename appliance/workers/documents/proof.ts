import type { Database } from '../../database/connect.ts';
import { planHash, recordHash } from '../../database/scoped/papers.ts';
import { dayOf, word } from '../../documents/build/words.ts';
import type { Proof } from '../../documents/model.ts';
import { inGroups } from '../../features/papers/code.ts';
import type { PaperFacts } from '../../features/papers/schema.ts';
import { keepPaper, type NewPaper } from '../../features/papers/store.ts';
import { daysFrom } from '../../features/record-checks/week.ts';
import { differencesOf } from '../../features/reviews/snapshot.ts';
import { today as dayHere } from '../../today.ts';
import type { Approved } from './approved.ts';
import type { SchemeSource } from './scheme-source.ts';

type Printing = {
  readonly db: Database;
  readonly source: SchemeSource;
  readonly language: string;
  /** Of the site, such as `https://teachtrack.local`. */
  readonly address: string;
};

/** What a paper can be checked by, and the hash of what stands on it. */
export type ProofOfPaper = { readonly proof: Proof; readonly sha256: string };

/** Of a scheme that is printed as it was approved. */
export function proofOfScheme(printing: Printing, approved: Approved): Promise<ProofOfPaper | undefined> {
  const { reviewId: subject_id, sha256 } = approved;
  return proofOf(printing, { kind: 'scheme', subject_id, sha256 }, { approved: approvedBy(approved) });
}

/** Of the plan of a lesson whose words are those that were approved in its scheme; of any other none. */
export async function proofOfPlan(
  printing: Printing,
  approved: Approved,
  rowId: string,
): Promise<ProofOfPaper | undefined> {
  const { db } = printing;
  const row = await db
    .selectFrom('scheme_row')
    .select(['week', 'slots', 'cells'])
    .where('id', '=', rowId)
    .executeTakeFirst();
  const sha256 = await planHash(db, rowId);
  const known = approved.rows.find(({ id }) => id === rowId);
  if (row === undefined || sha256 === undefined || known === undefined) return undefined;
  const now = { ...known, cells: JSON.parse(row.cells) };
  if (differencesOf([known], [now]).length > 0) return undefined;
  const { lesson, date } = JSON.parse(row.slots) as { lesson: string; date: string };
  const facts = { lesson: { week: row.week, lesson, date }, approved: approvedBy(approved) };
  return proofOf(printing, { kind: 'plan', subject_id: rowId, sha256 }, facts);
}

/** Of a record that was looked at, when nothing was changed in it since. */
export async function proofOfRecord(printing: Printing): Promise<ProofOfPaper | undefined> {
  const { db, source } = printing;
  const { id, allocation_id: allocationId, start_date: from, end_date: to } = source.scheme;
  const look = await db
    .selectFrom('record_check')
    .leftJoin('user', 'user.id', 'checked_by')
    .select(['week_start', 'role', 'full_name', 'checked_at'])
    .where('allocation_id', '=', allocationId)
    .where('week_start', '>=', daysFrom(from, -6))
    .where('week_start', '<=', to)
    .orderBy('week_start', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (look === undefined) return undefined;
  const until = daysFrom(look.week_start, 6);
  const later = await db
    .selectFrom('delivery')
    .select('id')
    .where('allocation_id', '=', allocationId)
    .where('lesson_date', '>=', from)
    .where('lesson_date', '<=', until)
    .where('updated_at', '>', look.checked_at)
    .limit(1)
    .executeTakeFirst();
  const sha256 = await recordHash(db, id, until);
  if (later !== undefined || sha256 === undefined) return undefined;
  const role = look.role as PaperFacts['approved']['role'];
  const approved = { by: look.full_name ?? '', role, on: dayHere(look.checked_at) };
  return proofOf(printing, { kind: 'record', subject_id: id, sha256 }, { until, approved });
}

function approvedBy({ decisions, handedIn }: Approved): PaperFacts['approved'] {
  const last = decisions.at(-1) ?? { by: '', role: 'head', at: handedIn.at };
  return { by: last.by, role: last.role, on: dayHere(last.at) };
}

async function proofOf(
  { db, source, language, address }: Printing,
  paper: Pick<NewPaper, 'kind' | 'subject_id' | 'sha256'>,
  more: Pick<PaperFacts, 'approved'> & Partial<PaperFacts>,
): Promise<ProofOfPaper> {
  const { scheme, facts } = source;
  const { year, number, areaName: learningArea, schoolName: school, full_name: teacher } = scheme;
  const all: PaperFacts = {
    ...{ school, className: facts.class ?? '', learningArea, term: { year, number }, teacher },
    ...{ lesson: null, until: null, ...more },
  };
  const code = await keepPaper(db, { ...paper, school_id: scheme.school_id, scheme_id: scheme.id, facts: all });
  const { by, on } = all.approved;
  const values = { who: by, date: dayOf(on, language), until: all.until === null ? '' : dayOf(all.until, language) };
  const spoken = inGroups(code);
  const open = `${address}/verify/${spoken}`;
  const lines = [
    fill(word(`proof.${paper.kind}`, language), values),
    fill(word('proof.how', language), { address: open }),
  ];
  return { proof: { address: open, code: spoken, text: lines.join(' ') }, sha256: paper.sha256 };
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] || '–');
}
