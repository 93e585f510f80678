import { createHash } from 'node:crypto';
import { documentOf } from '../../documents/build/frame.ts';
import { planPart } from '../../documents/build/plan.ts';
import { listPart } from '../../documents/build/record.ts';
import { schemePart, schemeTable } from '../../documents/build/scheme.ts';
import { word } from '../../documents/build/words.ts';
import type { DocumentModel, Part } from '../../documents/model.ts';
import type { SheetModel } from '../../documents/xlsx/render.ts';
import { familyOf, templateOf } from '../../templates/index.ts';
import { localise } from '../../templates/types.ts';
import { HopelessJob, type JobContext } from '../job-context.ts';
import { readPlans } from './plan-source.ts';
import { readRecord, readRecoveries } from './record-source.ts';
import { readSchemeSheet, readSchemeSource, type SchemeSheet, type SchemeSource } from './scheme-source.ts';

export type Sheet = { readonly schoolId: string; readonly name: string; readonly contents: DocumentModel | SheetModel };

type Asked = Pick<JobContext<'document.render'>, 'db' | 'params'>;

/** What is asked for, as the data of a document. Throws `HopelessJob` when there is nothing to put on paper. */
export async function sheetOf({ db, params }: Asked): Promise<Sheet> {
  const { language, sourceId } = params;
  const source = await readSchemeSource(db, sourceId, language);
  if (source === undefined) throw new HopelessJob('The scheme of work is not there, or is not finished yet.');
  if (params.kind !== 'scheme') return compose(source, params, await otherParts(db, source, params));
  const sheet = await readSchemeSheet(db, source, language);
  const template = templateOf(familyOf(source.scheme.template_key), 'scheme');
  if (params.format !== 'xlsx') return compose(source, params, [schemePart(template, sheet)], sheet.approved);
  const title = localise(template.title, language);
  const fields = template.heading.map(({ slot, label }) => ({
    label: localise(label, language),
    value: sheet.facts[slot] ?? '',
  }));
  const contents = { title, fields, table: schemeTable(template, sheet) };
  return { schoolId: source.scheme.school_id, name: `${title}, ${source.about}`, contents };
}

type Params = JobContext<'document.render'>['params'];

async function otherParts(db: Asked['db'], source: SchemeSource, params: Params): Promise<Part[]> {
  const { language, rowId, week } = params;
  const family = familyOf(source.scheme.template_key);
  switch (params.kind) {
    case 'plan': {
      const plans = await readPlans(db, source, { language, wants: ({ id }) => id === rowId });
      if (plans.length === 0) throw new HopelessJob('This lesson has no day in the term any more, so it has no plan.');
      return plans.map((plan) => planPart(templateOf(family, 'plan'), plan));
    }
    case 'week-pack': {
      const plans = await readPlans(db, source, { language, wants: (row) => row.week === week });
      const sheet = await readSchemeSheet(db, source, language);
      const rows = sheet.rows.filter((row) => row.week === week);
      if (plans.length === 0 && rows.length === 0) throw new HopelessJob('The scheme of work has no such week.');
      return [
        schemePart(templateOf(family, 'scheme'), { ...sheet, rows } satisfies SchemeSheet),
        ...plans.map((plan) => planPart(templateOf(family, 'plan'), plan)),
        blankRecord(source, family, language, plans.length),
      ];
    }
    case 'record':
      return [listPart(templateOf(family, 'record'), await readRecord(db, source, language))];
    case 'recovery':
      return [listPart(templateOf(family, 'recovery'), await readRecoveries(db, source, language))];
    case 'scheme':
      return [];
  }
}

function blankRecord({ facts }: SchemeSource, family: string, language: string, lessons: number): Part {
  const blankLines = Math.max(6, lessons + 2);
  return listPart(templateOf(family, 'record'), { facts, lines: [], blankLines, signed: {}, language });
}

function compose(source: SchemeSource, params: Params, parts: Part[], approved: string | null = null): Sheet {
  const { language, kind, week } = params;
  const family = familyOf(source.scheme.template_key);
  const doc = kind === 'week-pack' ? 'plan' : kind;
  const title = localise(templateOf(family, doc).title, language);
  const ofWeek = kind === 'week-pack' ? `, ${word('week', language)} ${week}` : '';
  const name = `${title}, ${source.about}${ofWeek}`;
  const code = shortCode(approved ?? createHash('sha256').update(JSON.stringify(parts)).digest('hex'));
  const state = kind === 'scheme' ? [word(approved === null ? 'draft' : 'approved', language)] : [];
  const footer = [source.about, ...state, `${word('code', language)} ${code}`].join(' · ');
  return { schoolId: source.scheme.school_id, name, contents: documentOf({ title: name, language, footer, parts }) };
}

/** `3F2A-77C1-09BE`: enough to tell two versions of a sheet apart by eye. */
function shortCode(hash: string): string {
  return hash
    .slice(0, 12)
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1-');
}
