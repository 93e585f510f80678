import type { Generated } from 'kysely';
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
    status: 'generating' | 'draft' | 'failed' | 'submitted' | 'returned' | 'endorsed' | 'approved';
    version: number;
    seed: number;
    input_hash: string | null;
    lessons: string;
    lessons_per_week: number;
    lesson_minutes: number;
    textbook: string | null;
    warnings: string;
    archived_at: Generated<Date | null>;
    /** The version of its learning area, once its class has gone on to another. */
    made_from: Generated<string | null>;
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
    /** JSON: names of cells that generating leaves alone. */
    locked: Generated<string>;
    /** JSON: the version of the row at which a cell last changed; a cell that never did is absent. */
    cell_versions: Generated<string>;
  };
  /** What was done to a scheme, so that it is done once and can be undone. */
  scheme_op: {
    id: string;
    scheme_id: string;
    user_id: string;
    client_op_id: string;
    kind: 'edit' | 'insert' | 'remove' | 'regenerate' | 'shuffle' | 'reflow' | 'undo' | 'redo';
    /** JSON: rows before and after. */
    changes: string;
    undoes: string | null;
    undone_at: Date | null;
    created_at: Generated<Date>;
  };
  scheme_share: { scheme_id: string; link_id: string; created_by: string; created_at: Generated<Date> };
  /** Only what a person touched: every other plan follows from its row. */
  lesson_plan: {
    id: string;
    scheme_id: string;
    row_id: string;
    template_key: string;
    template_version: number;
    overrides: string;
    version: number;
    prepared_at: Date | null;
    findings: Generated<number>;
  } & Moments;
  /** What was done to a plan, so that it is done once and can be undone. One without `changes` cannot. */
  lesson_plan_op: {
    plan_id: string;
    client_op_id: string;
    user_id: Generated<string | null>;
    /** Of the plan once it was done. */
    plan_version: Generated<number | null>;
    kind: Generated<'edit' | 'regenerate' | 'undo' | 'redo' | null>;
    /** JSON: by section, what a person did to it before and after. */
    changes: Generated<string | null>;
    /** Of `undo` and `redo`: the `plan_version` of the act they took back. */
    undoes: Generated<number | null>;
    undone_at: Generated<Date | null>;
    created_at: Generated<Date>;
  };
};
