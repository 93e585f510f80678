import type { Generated, Insertable, Selectable } from 'kysely';

/** Moments are read as `Date`, calendar dates as `YYYY-MM-DD`; JSON is kept as text, the same on every server. */
type Moments = { created_at: Generated<Date>; updated_at: Generated<Date> };

export type Tables = {
  district: { id: string; name: string; time_zone: string; locale: string } & Moments;
  school: { id: string; district_id: string; code: string; name: string; level: string } & Moments;
  user: {
    id: string;
    user_name: string;
    staff_number: string | null;
    full_name: string;
    phone: string | null;
    language: string;
    password_hash: string;
    must_change: number;
    status: 'active' | 'suspended';
  } & Moments;
  sign_in_name: { name: string; user_id: string };
  membership: {
    id: string;
    user_id: string;
    district_id: string;
    school_id: string | null;
    role: string;
    valid_from: string;
    valid_to: string | null;
  } & Moments;
  session: {
    id: string;
    token_hash: string;
    user_id: string;
    device: string;
    expires_at: Date;
    created_at: Generated<Date>;
  };
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
  calendar: { id: string; district_id: string; year: number; version: number; status: string } & Moments;
  term: { id: string; calendar_id: string; number: number; start_date: string; end_date: string };
  day_rule: {
    id: string;
    calendar_id: string;
    school_id: string | null;
    grade: string | null;
    from_date: string;
    to_date: string;
    kind: string;
    status: string;
    label: string;
  };
  class_stream: { id: string; school_id: string; grade: string; name: string; boys: number; girls: number } & Moments;
  allocation: {
    id: string;
    school_id: string;
    class_id: string;
    learning_area_id: string;
    user_id: string;
    valid_from: string;
    valid_to: string | null;
  } & Moments;
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
  job: {
    id: string;
    kind: 'scheme.generate';
    owner_id: string;
    school_id: string | null;
    idempotency_hash: string;
    request_hash: string;
    params: string;
    state: 'waiting' | 'active' | 'completed' | 'failed';
    done: number;
    total: number;
    scheme_id: string | null;
    error: string | null;
    created_at: Date;
    updated_at: Generated<Date>;
    finished_at: Date | null;
    /** The row is its own outbox: null until the queue has been told. */
    published_at: Date | null;
  };
  audit: {
    id: string;
    at: Date;
    actor_id: string | null;
    school_id: string | null;
    action: string;
    object: string;
    meta: string;
  };
};

export type Row<Name extends keyof Tables> = Selectable<Tables[Name]>;
export type NewRow<Name extends keyof Tables> = Insertable<Tables[Name]>;
