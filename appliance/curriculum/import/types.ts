import type { CurriculumFile } from '../types.ts';
import type { HintField } from './spellings.ts';

type FileSubStrand = CurriculumFile['strands'][number]['subStrands'][number];

/**
 * A curriculum file of the project's own but for the curriculum it will belong to, which its importer chooses. Levels
 * below the sub-strand have become sub-strands, their titles joined by a colon.
 */
export type ImportedCurriculum = Omit<CurriculumFile, 'curriculum' | 'strands'> & {
  /** `Junior Secondary`, where the file tells. */
  readonly educationLevel?: string;
  readonly strands: readonly {
    readonly code: string;
    readonly title: string;
    readonly subStrands: readonly ImportedSubStrand[];
  }[];
};

/** Lists that would be empty are left out. */
export type ImportedSubStrand = FileSubStrand & Readonly<Partial<Record<HintField, readonly string[]>>>;

export type ImportResult =
  | {
      readonly ok: true;
      readonly curriculum: ImportedCurriculum;
      readonly counts: {
        readonly strands: number;
        readonly subStrands: number;
        readonly outcomes: number;
        readonly lessons: number;
      };
      /** Sentences for the person who imports: what was missing, interpreted or left aside, and where. */
      readonly assumptions: readonly string[];
    }
  | {
      readonly ok: false;
      /** `place` is a JSON pointer into the file; empty for the file as a whole. At least one. */
      readonly errors: readonly { readonly place: string; readonly problem: string }[];
    };

export type ImportOptions = {
  /** For a file that does not say, from its name for example. */
  readonly grade?: string;
  readonly learningArea?: string;
  /** 4 MiB unless told; the largest seen was below 200 KiB. */
  readonly maxBytes?: number;
};
