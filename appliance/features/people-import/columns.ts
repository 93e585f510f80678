import { importFields } from './schema.ts';

/** What a row may say about a person; the names are those of the export. */
export type Field = (typeof importFields)[number];

/** Number of the column each field is read from. */
export type Mapping = Partial<Record<Field, number>>;

/** Headings seen in schools' lists, without case, spaces and signs. */
const spellings: Record<Field, readonly string[]> = {
  staff_no: [
    'staffno',
    'staffnumber',
    'staffid',
    'tscno',
    'tscnumber',
    'tsc',
    'payrollno',
    'payrollnumber',
    'pno',
    'employeenumber',
  ],
  user_name: ['username', 'login', 'signin', 'account', 'loginname'],
  name: ['name', 'fullname', 'teacher', 'teachername', 'names', 'teachersname', 'nameofteacher'],
  phone: ['phone', 'phoneno', 'phonenumber', 'mobile', 'mobileno', 'telephone', 'tel', 'contact', 'cell'],
  school_code: ['schoolcode', 'school', 'schoolno', 'schoolid', 'institution', 'station'],
  department: ['department', 'dept', 'subjectdepartment'],
  roles: ['roles', 'role', 'position', 'responsibility', 'designation', 'title', 'duty'],
  language: ['language', 'lang'],
  teaches: ['teaches', 'teaching', 'allocation', 'allocations', 'classesandsubjects', 'classesandlearningareas'],
  classes: ['class', 'classes', 'classname', 'stream', 'streams', 'gradestream', 'gradestreams', 'form', 'forms'],
  learning_areas: ['learningarea', 'learningareas', 'subject', 'subjects', 'subjectstaught', 'teachingsubjects'],
};

/** Reads the headings of a table. A field is taken from the first column that fits. */
export function guessMapping(headings: readonly string[]): Mapping {
  const plain = headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const mapping: Mapping = {};
  for (const field of importFields) {
    const column = plain.findIndex((heading) => spellings[field].includes(heading));
    if (column >= 0) mapping[field] = column;
  }
  // Either of the two alone says nothing about who teaches what.
  if (mapping.classes === undefined || mapping.learning_areas === undefined) {
    const { classes: _c, learning_areas: _l, ...others } = mapping;
    return others;
  }
  return mapping;
}
