import { checkLength } from './column-length.ts';
import { decode } from './decode.ts';
import { gradeName, type Header, headerOf, lessonMinutes, lessonsPerWeek } from './header.ts';
import { type Json, JsonSyntaxError, readJson } from './json-reader.ts';
import { Notes } from './notes.ts';
import { rootOf } from './root.ts';
import { strandsOf } from './strands.ts';
import type { ImportedCurriculum, ImportOptions, ImportResult } from './types.ts';

const usualMaxBytes = 4 * 1024 * 1024;
const maxDepth = 40;

/**
 * Reads a curriculum file of the cloud TeachTrack, in any of its spellings. Every sub-strand and every outcome of the
 * file is in the result, or the file is refused with the reasons. Pure; never throws for what the file holds.
 */
export function parseExport(input: Uint8Array | string, options: ImportOptions = {}): ImportResult {
  const notes = new Notes();
  const document = documentOf(input, options.maxBytes ?? usualMaxBytes, notes);
  const curriculum = document === undefined ? undefined : curriculumOf(document, options, notes);
  const { errors, assumptions } = notes;
  if (curriculum === undefined || errors.length > 0) return { ok: false, errors };
  const subStrands = curriculum.strands.flatMap((strand) => strand.subStrands);
  const counts = {
    strands: curriculum.strands.length,
    subStrands: subStrands.length,
    outcomes: subStrands.reduce((sum, one) => sum + one.outcomes.length, 0),
    lessons: subStrands.reduce((sum, one) => sum + one.lessons, 0),
  };
  return { ok: true, curriculum, counts, assumptions };
}

function documentOf(input: Uint8Array | string, maxBytes: number, notes: Notes): Json | undefined {
  if (input.length > maxBytes) {
    const sizes = `${Math.ceil(input.length / 1024)} KiB; ${Math.floor(maxBytes / 1024)} KiB`;
    notes.wrong(`The file is too large: ${sizes} are allowed. A curriculum file is seldom larger than 1 MiB.`, '');
    return undefined;
  }
  const decoded = typeof input === 'string' ? { ok: true as const, text: input } : decode(input);
  if (!decoded.ok) {
    notes.wrong(decoded.problem, '');
    return undefined;
  }
  if ('assumption' in decoded) notes.assume(decoded.assumption, '');
  const text = decoded.text.replace(/^\uFEFF/, '');
  if (text.trim() === '') {
    notes.wrong('The file is empty.', '');
    return undefined;
  }
  if (text.includes('\uFFFD')) {
    notes.assume('Some characters (\uFFFD) were lost before this import, when the file was made; correct them', '');
  }
  try {
    return readJson(text, maxDepth);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    notes.wrong(`The file is not sound JSON: ${cause.message}.`, cause.place);
    return undefined;
  }
}

function curriculumOf(document: Json, options: ImportOptions, notes: Notes): ImportedCurriculum | undefined {
  const root = rootOf(document, notes);
  if (root === undefined) {
    if (notes.errors.length === 0) notes.wrong('The file has no strands: it is not a curriculum file.', '');
    return undefined;
  }
  const header = headerOf(root.levels, notes);
  const grade = named('grade', header.grade, options.grade, notes);
  const learningArea = named('subject', header.learningArea, options.learningArea, notes);
  const strands = strandsOf(root.strands, notes);
  const lessons = strands.flatMap((strand) => strand.subStrands).reduce((sum, one) => sum + one.lessons, 0);
  if (grade === undefined || learningArea === undefined) return undefined;
  return { ...head(header, gradeName(grade, notes), lessons, notes), learningArea, strands };
}

function head(header: Header, grade: string, lessons: number, notes: Notes) {
  const { educationLevel } = header;
  if (educationLevel !== undefined) checkLength(educationLevel, 'level', '', notes);
  return {
    grade,
    lessonsPerWeek: lessonsPerWeek(header, lessons, notes),
    lessonMinutes: lessonMinutes(header, grade, notes),
    ...(educationLevel === undefined ? {} : { educationLevel }),
  };
}

function named(
  what: 'grade' | 'subject',
  written: string | undefined,
  otherwise: string | undefined,
  notes: Notes,
): string | undefined {
  const name = written ?? otherwise;
  if (name === undefined) {
    notes.wrong(`The file names no ${what}.`, '');
  } else checkLength(name, what, '', notes);
  if (written === undefined && name !== undefined) notes.assume(`The file names no ${what}; "${name}" was taken`, '');
  return name;
}
