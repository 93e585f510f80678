import { createHash } from 'node:crypto';
import { documentOf, proofOn } from '../../documents/build/frame.ts';
import { planPart } from '../../documents/build/plan.ts';
import { listPart } from '../../documents/build/record.ts';
import { schemePart, schemeTable } from '../../documents/build/scheme.ts';
import { word } from '../../documents/build/words.ts';
import type { DocumentModel, Part } from '../../documents/model.ts';
import type { SheetModel } from '../../documents/xlsx/render.ts';
import { inGroups } from '../../features/papers/code.ts';
import { familyOf, templateOf } from '../../templates/index.ts';
import { localise } from '../../templates/types.ts';
import { HopelessJob, type JobContext } from '../job-context.ts';
import { type Approved, readApproved } from './approved.ts';
import { readPlans } from './plan-source.ts';
import { type ProofOfPaper, proofOfPlan, proofOfRecord, proofOfScheme } from './proof.ts';
import { readRecord, readRecoveries } from './record-source.ts';
import { readSchemeSheet, readSchemeSource, type SchemeSource } from './scheme-source.ts';

export type Sheet = { readonly schoolId: string; readonly name: string; readonly contents: DocumentModel | SheetModel };

type Asked = Pick<JobContext<'document.render'>, 'db' | 'params' | 'settings'>;

/** What is asked for, as the data of a document. Throws `HopelessJob` when there is nothing to put on paper. */
export async function sheetOf({ db, params, settings }: Asked): Promise<Sheet> {
  const { language, sourceId } = params;
  const source = await readSchemeSource(db, sourceId, language);
  if (source === undefined) throw new HopelessJob('The scheme of work is not there, or is not finished yet.');
  const approved = await readApproved(db, sourceId);
  const [address = ''] = settings.origins;
  const printing = { db, source, language, address };
  if (params.kind !== 'scheme') return otherSheet(printing, params, approved);
  const sheet = await readSchemeSheet(db, source, { language, approved });
  const template = templateOf(familyOf(source.scheme.template_key), 'scheme');
  if (params.format !== 'xlsx') {
    const proven = approved && (await proofOfScheme(printing, approved));
    return compose(source, params, [proofOn(schemePart(template, sheet), proven)], proven);
  }
  const title = localise(template.title, language);
  const fields = template.heading.map(({ slot, label }) => ({
    label: localise(label, language),
    value: sheet.facts[slot] ?? '',
  }));
  const contents = { title, fields, table: schemeTable(template, sheet) };
  return { schoolId: source.scheme.school_id, name: `${title}, ${source.about}`, contents };
}

type Params = JobContext<'document.render'>['params'];
type Printing = Parameters<typeof proofOfRecord>[0];

async function otherSheet(printing: Printing, params: Params, approved: Approved | undefined): Promise<Sheet> {
  const { db, source, language } = printing;
  const { rowId = '', week } = params;
  const family = familyOf(source.scheme.template_key);
  switch (params.kind) {
    case 'plan': {
      const plans = await readPlans(db, source, { language, wants: ({ id }) => id === rowId });
      if (plans.length === 0) throw new HopelessJob('This lesson has no day in the term any more, so it has no plan.');
      const proven = approved && (await proofOfPlan(printing, approved, rowId));
      const parts = plans.map((plan) => proofOn(planPart(templateOf(family, 'plan'), plan), proven));
      return compose(source, params, parts, proven);
    }
    case 'week-pack': {
      const plans = await readPlans(db, source, { language, wants: (row) => row.week === week });
      const sheet = await readSchemeSheet(db, source, { language, approved });
      const rows = sheet.rows.filter((row) => row.week === week);
      if (plans.length === 0 && rows.length === 0) throw new HopelessJob('The scheme of work has no such week.');
      const parts = [
        schemePart(templateOf(family, 'scheme'), { ...sheet, rows }),
        ...plans.map((plan) => planPart(templateOf(family, 'plan'), plan)),
        blankRecord(source, family, language, plans.length),
      ];
      return compose(source, params, parts);
    }
    case 'record': {
      const [list, proven] = await Promise.all([readRecord(db, source, language), proofOfRecord(printing)]);
      return compose(source, params, [proofOn(listPart(templateOf(family, 'record'), list), proven)], proven);
    }
    case 'recovery': {
      const list = await readRecoveries(db, source, language);
      return compose(source, params, [listPart(templateOf(family, 'recovery'), list)]);
    }
    case 'scheme':
      throw new Error('a scheme of work is a sheet of its own');
  }
}

function blankRecord({ facts }: SchemeSource, family: string, language: string, lessons: number): Part {
  const blankLines = Math.max(6, lessons + 2);
  return listPart(templateOf(family, 'record'), { facts, lines: [], blankLines, signed: {}, language });
}

function compose(source: SchemeSource, params: Params, parts: Part[], proven?: ProofOfPaper): Sheet {
  const { language, kind, week } = params;
  const family = familyOf(source.scheme.template_key);
  const doc = kind === 'week-pack' ? 'plan' : kind;
  const title = localise(templateOf(family, doc).title, language);
  const ofWeek = kind === 'week-pack' ? `, ${word('week', language)} ${week}` : '';
  const name = `${title}, ${source.about}${ofWeek}`;
  // Enough to tell two versions of a sheet apart by eye.
  const code = inGroups(proven?.sha256 ?? createHash('sha256').update(JSON.stringify(parts)).digest('hex'));
  const state = kind === 'scheme' ? [word(proven === undefined ? 'draft' : 'approved', language)] : [];
  const footer = [source.about, ...state, `${word('contents', language)} ${code}`].join(' · ');
  return { schoolId: source.scheme.school_id, name, contents: documentOf({ title: name, language, footer, parts }) };
}
