import type { VerbFamily } from '../../../schemes/engine/activity-bank.ts';

type Wordings = readonly string[];

/**
 * The project's own wordings in one language. Learners are who acts, as heads of department want it. `{topic}` is the
 * sub-strand, `{before}` that of the lesson before, `{outcome}` the outcome from its verb on, `{question}` the inquiry
 * question, `{resource}` the first resource. Every language has as many as the others, in the same order: the same plan
 * says the same in each.
 */
export type Bank = {
  readonly openings: Wordings;
  /** Where the lesson before was about something else. */
  readonly bridges: Wordings;
  readonly developments: Readonly<Record<VerbFamily, Wordings>>;
  readonly closings: Wordings;
  readonly extensions: Wordings;
  readonly homework: Wordings;
  readonly methods: Readonly<Record<VerbFamily, Wordings>>;
  readonly issues: Wordings;
  readonly links: Wordings;
  /** What stands in a gap of which the lesson has nothing. */
  readonly without: Readonly<Record<'outcome' | 'question' | 'resource', string>>;
};
