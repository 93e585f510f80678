import type { TemplateOf, TemplateSection } from '../../../templates/types.ts';

export type PlanStep = { readonly minutes: number; readonly text: string };
/** A text, a list (also the chosen ones of `choices`), or steps with their minutes. */
export type PlanValue = string | readonly string[] | readonly PlanStep[];

/** What a plan is made of: a row of the scheme and where it stands. */
export type PlanLesson = {
  readonly rowId: string;
  readonly nodeId: string | null;
  readonly minutes: number;
  readonly strand: string;
  readonly subStrand: string;
  readonly outcomes: readonly string[];
  readonly inquiry: readonly string[];
  readonly experiences: readonly string[];
  readonly resources: readonly string[];
  readonly assessment: readonly string[];
  /** Sub-strand of the lesson before, when it is another. */
  readonly before: string | null;
};

export type PlanInput = {
  readonly lesson: PlanLesson;
  readonly template: TemplateOf<'plan'>;
  readonly language: string;
  readonly seed: number;
  readonly textbook: string | null;
  /** Contemporary issues the curriculum names for the sub-strand. */
  readonly issues: readonly string[];
  readonly overrides: PlanOverrides;
};

/** What a person did to a section. */
export type SectionOverride = {
  /** Typed or chosen instead of what follows from the row. */
  readonly value?: PlanValue;
  /** Stays when the plan is made anew. */
  readonly locked?: boolean;
  /** How often it was made anew: each time another wording. */
  readonly turn?: number;
  /** Version of the plan at which it last changed. */
  readonly version: number;
};
export type PlanOverrides = Readonly<Record<string, SectionOverride>>;

export type PlanSection = {
  readonly slot: string;
  readonly label: string;
  readonly kind: TemplateSection['kind'];
  readonly group?: string;
  readonly leadIn?: string;
  readonly choices?: readonly string[];
  readonly lines?: number;
  readonly value: PlanValue;
  readonly locked: boolean;
  /** Holds what a person typed. */
  readonly edited: boolean;
  /** Has other wordings; the others say what the scheme says. */
  readonly rewordable: boolean;
};
