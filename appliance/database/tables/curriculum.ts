import type { Generated } from 'kysely';
import type { Moments } from './moments.ts';

export type CurriculumTables = {
  curriculum: {
    id: string;
    curriculum_key: string;
    version: string;
    name: string;
    language: string;
    source: string;
    status: string;
  } & Moments;
  learning_area: {
    id: string;
    curriculum_id: string;
    grade: string;
    name: string;
    lessons_per_week: number;
    lesson_minutes: number;
    content_hash: string;
    /** Counts the versions of a grade's learning area. */
    version: Generated<number>;
    status: Generated<'draft' | 'published' | 'replaced'>;
    level: string | null;
    /** Where it came from: the name of a file, or the version it was copied from. */
    origin: Generated<string>;
    /** JSON list of sentences: what was assumed when it was imported. */
    assumptions: string | null;
    edited_by: string | null;
    published_at: Date | null;
  } & Moments;
  node: {
    id: string;
    learning_area_id: string;
    parent_id: string | null;
    depth: number;
    code: string;
    title: string;
    seq: number;
    suggested_lessons: number;
    term_hint: number | null;
    row_version: Generated<number>;
  };
  outcome: {
    id: string;
    node_id: string;
    learning_area_id: string;
    code: string | null;
    text: string;
    domain: string | null;
    seq: number;
  };
  hint: { id: string; node_id: string; learning_area_id: string; kind: string; text: string; seq: number };
};
