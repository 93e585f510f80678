import type { CurriculumFile } from '../types.ts';
import grade4Mathematics from './grade-4-mathematics.json' with { type: 'json' };

/** Every learning area of the project's own sample, as a new installation begins with. */
export const sampleCurriculum = [grade4Mathematics] as readonly CurriculumFile[];
