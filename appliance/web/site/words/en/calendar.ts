/** With no lesson among them only holidays and other rows across the sheet change. */
function moving(lessons: number, verb: string): string {
  if (lessons === 0) return 'Only the rows of holidays change.';
  return `${lessons === 1 ? '1 lesson' : `${lessons} lessons`} ${verb}.`;
}

export const calendar = {
  calendar: {
    menu: 'Calendar',
    title: (year: number) => `Calendar of ${year}`,
    lead: (version: number) => (version === 0 ? 'There is none yet.' : `Version ${version}, in force for all schools`),
    before: 'Year before',
    next: 'Next year',
    term: (number: number) => `Term ${number}`,
    dates: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
    weeks: (weeks: number) => (weeks === 1 ? '1 week' : `${weeks} weeks`),
    days: 'Days without lessons',
    noDays: 'None.',
    kinds: { holiday: 'Holiday', 'half-term': 'Mid-term break', exam: 'Exams', closure: 'Closed' },
    tentative: 'not confirmed',
    ofSchool: 'this school only',
    ofGrade: (grade: string) => `${grade} only`,
    legend: { term: 'School day', free: 'No lessons', tentative: 'Not confirmed yet' },
    year: (year: number) => `The months of ${year}`,
    month: (month: string, taught: number) => `${month}: ${taught} school days`,
    edit: 'Change the calendar',
    editClosures: 'Change the days of this school',
    school: 'Days of a school',
    wholeDistrict: 'Whole district only',
    start: 'Begins',
    end: 'Ends',
    from: 'From',
    to: 'To',
    kind: 'Kind',
    label: 'Name',
    grade: 'Grade',
    allGrades: 'All grades',
    confirmed: 'Confirmed',
    addTerm: 'Add a term',
    addDay: 'Add days',
    remove: (what: string) => `Remove ${what}`,
    look: 'What would this change?',
    publish: 'Put it in force',
    save: 'Save',
    cancel: 'Cancel',
    effect: 'What changes',
    effectNone: 'Nothing changes for any term.',
    effectTerm: (number: number, before: number, after: number) =>
      before === after
        ? `Term ${number}: ${after} school days as before, on other dates`
        : `Term ${number}: ${after} school days instead of ${before}`,
    effectSchemes: (count: number) =>
      count === 0
        ? 'No scheme of work was made for it yet.'
        : `${count === 1 ? '1 scheme' : `${count} schemes`} of work made for it keep their rows until they are placed anew.`,
    outside: (labels: string) => `In no term, so without effect: ${labels}`,
    placing: {
      title: 'Lessons on the changed calendar',
      lead: 'After the calendar, the closed days or a timetable were changed, the lessons from today on are placed on the days there are now. Look first: nothing moves until you say so, and each teacher can undo it.',
      look: 'What would move?',
      again: 'Look again',
      progress: (done: number, total: number) =>
        total === 0 ? 'Waiting for its turn…' : `${done} of ${total} schemes of work`,
      looked: (moving: number, all: number, lessons: number) =>
        moving === 0
          ? `Nothing moves: ${all === 1 ? 'the scheme of work fits' : `all ${all} schemes of work fit`} the calendar.`
          : `${lessons === 1 ? '1 lesson' : `${lessons} lessons`} would move, in ${moving} of ${all} schemes of work.`,
      move: (schemes: number) => (schemes === 1 ? 'Move them in 1 scheme' : `Move them in ${schemes} schemes`),
      moved: (schemes: number) =>
        schemes === 1 ? '1 scheme of work was moved.' : `${schemes} schemes of work were moved.`,
      byTeacher: 'By teacher',
      scheme: (area: string, className: string, term: string) => `${area}, ${className}, ${term}`,
      states: {
        moves: (lessons: number) => moving(lessons, 'would move'),
        moved: (lessons: number) => moving(lessons, 'moved'),
        same: () => 'Nothing changes.',
        'in-review': (lessons: number) =>
          `${moving(lessons, 'would move')} It was handed in, so it stays until it is decided.`,
        'no-teacher': () => 'Nobody teaches it at the moment, so it stays.',
        'no-term': () => 'Its term is gone from the calendar, so it stays.',
        changed: () => 'It was changed while you looked, so it stays. Look again.',
      },
      carriedOver: (lessons: number) =>
        lessons === 1 ? '1 has no day left in the term.' : `${lessons} have no day left in the term.`,
      shortened: (lessons: number) =>
        lessons === 1 ? '1 double lesson gets a single.' : `${lessons} double lessons get a single.`,
    },
  },
};
