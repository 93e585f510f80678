import type { CurriculumFile } from '../types.ts';
import grade4English from './grade-4-english.json' with { type: 'json' };
import grade4Mathematics from './grade-4-mathematics.json' with { type: 'json' };
import grade4Science from './grade-4-science-and-technology.json' with { type: 'json' };
import grade5English from './grade-5-english.json' with { type: 'json' };
import grade5Mathematics from './grade-5-mathematics.json' with { type: 'json' };
import grade5Science from './grade-5-science-and-technology.json' with { type: 'json' };
import grade7English from './grade-7-english.json' with { type: 'json' };
import grade7Science from './grade-7-integrated-science.json' with { type: 'json' };
import grade7Mathematics from './grade-7-mathematics.json' with { type: 'json' };

/** Every learning area of the project's own sample, as a new installation begins with. */
export const sampleCurriculum = [
  grade4Mathematics,
  grade4English,
  grade4Science,
  grade5Mathematics,
  grade5English,
  grade5Science,
  grade7Mathematics,
  grade7English,
  grade7Science,
] as readonly CurriculumFile[];
