/** A scheme of work as a pure function of its input: the same input gives the same bytes. No identifier is invented. */
export type SchemeInput = {
  readonly learningArea: {
    readonly name: string;
    readonly grade: string;
    /** Length of a single lesson. */
    readonly lessonMinutes: number;
  };
  /** To be covered, in teaching order. At least one with at least one sub-strand. */
  readonly strands: readonly StrandInput[];
  readonly term: TermInput;
  /** The class's lessons in a week, any order, no weekday and period twice. At least one. */
  readonly lessons: readonly LessonSlotInput[];
  readonly template: TemplateInput;
  /** Chooses among equally good wordings; the next number gives another scheme of the same shape. */
  readonly seed: number;
  readonly textbook?: string;
};

export type StrandInput = {
  readonly code: string;
  readonly title: string;
  readonly subStrands: readonly SubStrandInput[];
};

export type SubStrandInput = {
  /** Given back on every row made of it. */
  readonly nodeId: string;
  readonly code: string;
  readonly title: string;
  /** 1 or more: weight when the term's lessons are shared out. */
  readonly suggestedLessons: number;
  readonly outcomes: readonly OutcomeInput[];
  readonly hints: readonly HintInput[];
};

export type OutcomeInput = {
  readonly id: string;
  /** Never reworded. */
  readonly text: string;
  readonly domain?: 'knowledge' | 'skill' | 'attitude';
};

export type HintInput = {
  readonly kind: 'inquiry' | 'experience' | 'resource' | 'assessment' | 'issue' | 'competency' | 'value' | 'link';
  readonly text: string;
};

/** Dates are `YYYY-MM-DD`, both ends included. Week 1 holds `start`; weeks begin on Monday. */
export type TermInput = {
  readonly year: number;
  readonly number: number;
  readonly start: string;
  readonly end: string;
  readonly days: readonly DayRuleInput[];
};

export type DayRuleInput = {
  readonly from: string;
  readonly to: string;
  readonly kind: 'holiday' | 'half-term' | 'exam' | 'closure';
  readonly label: string;
};

export type LessonSlotInput = {
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  readonly period: number;
  /** 2 is a double lesson. */
  readonly units: 1 | 2;
};

/** What the layout in use asks of the engine; the layout itself is data elsewhere. */
export type TemplateInput = {
  /** `ke-cbe/scheme`. */
  readonly key: string;
  readonly version: number;
  /** Outcomes of one lesson, at most. */
  readonly maxOutcomes: number;
  /** Share of the lesson units kept for revision at the end of the term, 0 to 0.3. */
  readonly revisionShare: number;
};

export type SchemeDraft = {
  readonly rows: readonly SchemeDraftRow[];
  /** Sentences for the teacher: what did not fit, what was joined, what was assumed. */
  readonly warnings: readonly string[];
  /** Hex SHA-256 of the input, keys sorted: equal hashes promise equal drafts. */
  readonly inputHash: string;
};

export type SchemeDraftRow = LessonRow | BannerRow;

export type LessonRow = {
  readonly kind: 'lesson';
  /** Calendar week of the term, 1 is the first. */
  readonly week: number;
  /** Counts from 1 in every week; a double reads `3-4`. */
  readonly lesson: string;
  readonly date: string;
  readonly period: number;
  readonly units: 1 | 2;
  readonly minutes: number;
  /** Sub-strand it belongs to; null for a revision lesson. */
  readonly nodeId: string | null;
  readonly strand: string;
  readonly subStrand: string;
  readonly outcomeIds: readonly string[];
  readonly outcomes: readonly string[];
  readonly inquiry: readonly string[];
  readonly experiences: readonly string[];
  readonly resources: readonly string[];
  readonly assessment: readonly string[];
};

/** A row across the whole width of the sheet. */
export type BannerRow = {
  readonly kind: 'banner';
  readonly week: number;
  readonly banner: 'opening' | 'half-term' | 'exam' | 'closing' | 'revision' | 'holiday';
  readonly text: string;
  readonly from: string;
  readonly to: string;
};
