/**
 * A curriculum of the project's own, one file a grade and learning area in `sample/*.json`, written by hand and
 * imported as a module so that it is part of the bundle. Order is teaching order.
 */
export type CurriculumFile = {
  readonly curriculum: {
    readonly key: string;
    readonly version: string;
    readonly name: string;
    readonly language: string;
  };
  /** `Grade 4`. */
  readonly grade: string;
  readonly learningArea: string;
  readonly lessonsPerWeek: number;
  readonly lessonMinutes: number;
  readonly strands: readonly {
    /** `1.0`; unique in the file, as are the codes of sub-strands. Identifiers are derived from them. */
    readonly code: string;
    readonly title: string;
    readonly subStrands: readonly {
      readonly code: string;
      readonly title: string;
      readonly lessons: number;
      /** Term it is meant for, 1 to 3. */
      readonly term?: number;
      readonly outcomes: readonly { readonly text: string; readonly domain?: 'knowledge' | 'skill' | 'attitude' }[];
      readonly inquiry?: readonly string[];
      readonly experiences?: readonly string[];
      readonly resources?: readonly string[];
      readonly assessment?: readonly string[];
      readonly issues?: readonly string[];
    }[];
  }[];
};
