import { describe, expect, test } from 'vitest';
import { lessonsOfRows } from '../../../../appliance/features/timetable/import-rows.ts';
import { matchLessons } from '../../../../appliance/features/timetable/match.ts';

const head = ['Class', 'Grade', 'Day', 'Period', 'Subject', 'Teacher', 'Units'];

describe('the rows of a timetable file', () => {
  test('days, lessons and doubles are read in the ways they are written', () => {
    const { lessons, problems } = lessonsOfRows([
      ['Hill School'],
      head,
      ['4 East', '4', 'Mon', '1', 'Mathematics', 'T-1', ''],
      [],
      ['4 East', '4', 'TUESDAY', 'Lesson 2', 'Mathematics', 'T-1', 'double'],
      ['4 East', '4', '3', 'P3', 'English', 'T-2', '1'],
    ]);
    expect(problems).toEqual([]);
    expect(lessons.map(({ row, weekday, period, units }) => [row, weekday, period, units])).toEqual([
      [3, 1, 1, 1],
      [5, 2, 2, 2],
      [6, 3, 3, 1],
    ]);
  });

  test.each([
    [['4 East', '', 'Someday', '1', 'English', 'T-1', ''], '"Someday" is no day'],
    [['4 East', '', 'Mon', '0', 'English', 'T-1', ''], 'no lesson from 1 to 16'],
    [['4 East', '', 'Mon', '17', 'English', 'T-1', ''], 'no lesson from 1 to 16'],
    [['4 East', '', 'Mon', '16', 'English', 'T-1', '2'], 'cannot begin in lesson 16'],
    [['4 East', '', 'Mon', '1', 'English', 'T-1', 'three'], 'neither single nor double'],
    [['', '', 'Mon', '1', 'English', 'T-1', ''], 'class is missing'],
    [['4 East', '', 'Mon', '1', '', 'T-1', ''], 'learning area is missing'],
  ])('%j is a problem of its row', (row, problem) => {
    const { lessons, problems } = lessonsOfRows([head, row]);
    expect(lessons).toEqual([]);
    expect(problems).toMatchObject([{ row: 2, problem: expect.stringContaining(problem) }]);
  });

  test('a head that lacks columns and a table without lessons are told', () => {
    expect(lessonsOfRows([['Class', 'Day']]).problems[0]?.problem).toContain('lesson, learning area, teacher');
    expect(lessonsOfRows([]).problems).toHaveLength(1);
    expect(lessonsOfRows([head]).problems).toEqual([{ row: 2, problem: 'There is no lesson in the table.' }]);
  });
});

describe('what the rows name', () => {
  const school = {
    classes: [{ id: 'east', grade: 'Grade 4', name: '4 East' }],
    areas: [{ id: 'maths', grade: 'Grade 4', name: 'Mathematics' }],
    teachers: [
      { id: 'a', user_name: 'amina', staff_number: 'T-1', full_name: 'Amina Otieno' },
      { id: 'b', user_name: 'brian', staff_number: 'T-2', full_name: 'Sam Doe' },
      { id: 'c', user_name: 'carol', staff_number: null, full_name: 'Sam Doe' },
    ],
  };
  const lesson = (change: object) => ({
    ...{ row: 2, className: '4 east', grade: '', weekday: 1, period: 1, units: 1 as const },
    ...{ area: 'mathematics ', teacher: 't-1' },
    ...change,
  });

  test('is found whatever its capitals; a new class needs its grade', () => {
    const { lessons, newClasses, problems } = matchLessons(
      [lesson({}), lesson({ className: '4 West', grade: '4', teacher: 'AMINA OTIENO' })],
      school,
    );
    expect(problems).toEqual([]);
    expect(lessons.map(({ classKey, areaId, teacherId }) => [classKey, areaId, teacherId])).toEqual([
      ['east', 'maths', 'a'],
      ['Grade 4 4 west', 'maths', 'a'],
    ]);
    expect(newClasses).toEqual([{ key: 'Grade 4 4 west', grade: 'Grade 4', name: '4 West' }]);
  });

  test.each([
    [{ className: '4 West' }, 'With a column grade it would be added'],
    [{ area: 'Alchemy' }, 'no learning area Alchemy in Grade 4'],
    [{ teacher: 'nobody' }, 'nobody nobody at this school'],
    [{ teacher: 'Sam Doe' }, 'Several people are called Sam Doe'],
    [{ className: '9 X', grade: 'Grade 9' }, 'no curriculum for Grade 9'],
  ])('%j is a problem, never a guess', (change, problem) => {
    expect(matchLessons([lesson(change)], school).problems[0]?.problem).toContain(problem);
  });

  test('the same lesson twice is told with the row of the first', () => {
    expect(matchLessons([lesson({}), lesson({ row: 3 })], school).problems).toEqual([
      { row: 3, problem: 'The same lesson stands in row 2.' },
    ]);
  });
});
