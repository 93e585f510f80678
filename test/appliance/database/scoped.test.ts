import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFiles } from '../../architecture/imports.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Tables whose rows belong to a school or a person; joined to what is in scope, those of the second kind are safe. */
const guarded =
  /\.(?:selectFrom|innerJoin|leftJoin)\(\s*\[?'(?:school|membership|scheme|job)\b|\.selectFrom\(\s*\[?'(?:class_stream|allocation|timetable_slot)\b/g;

/** Files that may start from those tables, each with the reason. */
const allowed: Record<string, string> = {
  'appliance/features/announcements/store.ts': 'joins the name of the school to what is in scope',
  'appliance/features/dashboard/store.ts': 'counts within schools, and joins schemes to allocations, that are in scope',
  'appliance/features/allocations/change.ts': 'looks for the same and for documents of a class that was found in scope',
  'appliance/features/classes/store.ts': 'looks whether a class that was found in scope is taught',
  'appliance/features/timetable/change.ts': 'looks at the allocations of a class that was found in scope',
  'appliance/features/timetable/import.ts': 'looks at the classes of a school that was found in scope',
  'appliance/features/timetable/slots.ts': 'is given allocations that were found in scope',
  'appliance/features/people/memberships.ts': 'makes the scope itself',
  'appliance/features/jobs/accept.ts': 'finds a job by a hash of which the caller is part',
  'appliance/features/records/coverage.ts': 'joins to what is in scope',
  'appliance/features/records/lessons.ts': 'is given allocations that were found in scope',
  'appliance/features/record-checks/store.ts': 'joins to what is in scope',
  'appliance/features/reviews/store.ts': 'joins to what is in scope',
  'appliance/features/schemes/edit/regenerate.ts': 'asks what is taught by a scheme that was found in scope',
  'appliance/features/people/care.ts': 'looks at every membership of a person, then at the scope',
  'appliance/features/people/change-memberships.ts': 'looks for the same role of a person that was found in scope',
  'appliance/features/people-import/apply-teaching.ts': 'writes to classes of schools that were found in care',
  'appliance/features/people-import/export.ts': 'joins to the schools in care',
  'appliance/features/people-import/known.ts':
    'looks at whoever has a name of the file; what is beyond care is not told',
  'appliance/features/departments/store.ts': 'counts the people of departments that were found in scope',
  'appliance/features/schemes/store.ts': 'joins to what is in scope',
  'appliance/features/stand-ins/store.ts': 'joins the school, and looks for the same role of a person found in scope',
  'appliance/features/status/schools.ts': 'joins to the schools of the district',
};

test('features begin at the scoped tables, so that no query can forget whose rows it may see', () => {
  const strays = sourceFiles(root, 'appliance/features').filter(
    (file) => allowed[file] === undefined && readFileSync(join(root, file), 'utf8').match(guarded) !== null,
  );
  expect(strays).toEqual([]);
});

test('the list of exceptions names only files that need to be on it', () => {
  const needless = Object.keys(allowed).filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return text.match(guarded) === null;
  });
  expect(needless).toEqual([]);
});
