import type { Moments } from './moments.ts';

export type SchemesTables = {
  scheme: {
    id: string;
    school_id: string;
    allocation_id: string;
    owner_id: string;
    term_id: string;
    curriculum_id: string;
    template_key: string;
    template_version: number;
    status: 'generating' | 'draft' | 'failed';
    version: number;
    seed: number;
    input_hash: string | null;
    lessons: string;
    lessons_per_week: number;
    lesson_minutes: number;
    textbook: string | null;
    warnings: string;
  } & Moments;
  scheme_row: {
    id: string;
    scheme_id: string;
    seq: number;
    kind: 'lesson' | 'banner';
    node_id: string | null;
    week: number;
    slots: string;
    cells: string;
    row_version: number;
  };
};
