import type { ImportOptions } from './types.ts';

/** Grade and subject as a file's name tells them: `grade-4-mathematics.json`, `Mathematics Grade 4.json`. */
export function namesOfFile(fileName: string): Pick<ImportOptions, 'grade' | 'learningArea'> {
  const name = (fileName.split(/[\\/]/).at(-1) ?? '')
    .replace(/\.[A-Za-z]{2,4}$/, '')
    .replace(/[_\s.-]+/g, ' ')
    .trim();
  const grade = /\b(?:grade|class) ?(\d{1,2})\b/i.exec(name);
  if (grade === null) return {};
  const rest = name.replace(grade[0], ' ').replace(/\s+/g, ' ').trim();
  const subject = rest
    .replace(/\b(?:curriculum|design|export|final|copy|v?\d+)\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    grade: `Grade ${Number(grade[1])}`,
    ...(/\p{L}{3}/u.test(subject) ? { learningArea: subject[0]?.toUpperCase() + subject.slice(1) } : {}),
  };
}
