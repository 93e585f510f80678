import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../database/connect.ts';
import { approvedHash, paperOf, planHash, recordHash } from '../../database/scoped/papers.ts';
import type { Row } from '../../database/tables.ts';
import { chanceCode } from '../../ids.ts';
import { notFound } from '../common/problem.ts';
import { inGroups, readCode } from './code.ts';
import type { Paper, PaperFacts } from './schema.ts';

export type NewPaper = Pick<Row<'paper'>, 'kind' | 'school_id' | 'scheme_id' | 'subject_id' | 'sha256'> & {
  readonly facts: PaperFacts;
};

/** Keeps what a paper says, and gives the code to print on it: the same for the same paper. */
export async function keepPaper(db: Database, { facts, ...paper }: NewPaper): Promise<string> {
  const text = JSON.stringify(facts);
  const sealed = JSON.stringify([paper.kind, paper.subject_id, paper.sha256, text]);
  const seal = createHash('sha256').update(sealed).digest('hex');
  await db
    .insertInto('paper')
    .values({ ...paper, code: chanceCode(), facts: text, seal, made_at: new Date() })
    .onDuplicateKeyUpdate({ seal: sql.ref('paper.seal') })
    .execute();
  // Somebody else may have kept it a moment ago, later than what this transaction sees.
  const { code } = await db
    .selectFrom('paper')
    .select('code')
    .where('seal', '=', seal)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return code;
}

/** What a paper says and whether it still holds. Throws `not-found`. Three queries at most. */
export async function lookUp(db: Database, typed: string): Promise<Paper> {
  const code = readCode(typed);
  const paper = code === undefined ? undefined : await paperOf(db, code);
  if (code === undefined || paper === undefined) throw notFound('paper');
  const facts = JSON.parse(paper.facts) as PaperFacts;
  const { kind, sha256 } = paper;
  return {
    ...facts,
    kind,
    code: inGroups(code),
    contents: inGroups(sha256),
    isCurrent: (await hashNow(db, paper, facts)) === sha256,
  };
}

function hashNow(
  db: Database,
  paper: Pick<Row<'paper'>, 'kind' | 'scheme_id' | 'subject_id'>,
  { until }: PaperFacts,
): Promise<string | undefined> {
  switch (paper.kind) {
    case 'scheme':
      return approvedHash(db, paper.scheme_id);
    case 'plan':
      return planHash(db, paper.subject_id);
    case 'record':
      return recordHash(db, paper.scheme_id, until ?? '');
  }
}
