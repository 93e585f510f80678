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
