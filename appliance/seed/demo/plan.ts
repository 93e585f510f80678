import type { Role } from '../../features/me/schema.ts';
import type { LessonSlotInput } from '../../features/schemes/engine/types.ts';
import { derivedId } from '../../ids.ts';
import { departmentNames, departmentOfArea, personName, schoolName, streamName } from './names.ts';
import { placeLessons } from './week.ts';

export type DemoArea = {
  readonly id: string;
  readonly grade: string;
  readonly name: string;
  readonly lessonsPerWeek: number;
};

export type DemoSchool = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly DemoPerson[];
  readonly classes: readonly {
    readonly id: string;
    readonly grade: string;
    readonly name: string;
    readonly boys: number;
    readonly girls: number;
  }[];
  readonly allocations: readonly DemoAllocation[];
};
export type DemoPerson = {
  readonly id: string;
  readonly userName: string;
  readonly fullName: string;
  readonly departmentId: string;
  readonly roles: readonly Role[];
};
export type DemoAllocation = {
  readonly id: string;
  readonly classId: string;
  readonly areaId: string;
  readonly userId: string;
  readonly lessons: readonly LessonSlotInput[];
};

/** A school with its people, classes and timetable; the same number gives the same school. Everybody teaches something. */
export function planSchool(
  index: number,
  firstPerson: number,
  teachers: number,
  areas: readonly DemoArea[],
): DemoSchool {
  const id = derivedId('demo school', index);
  const departments = departmentNames.map((name) => ({ id: derivedId('demo department', index, name), name }));
  const people = Array.from({ length: teachers }, (_, place): DemoPerson => {
    const number = firstPerson + place;
    return {
      id: derivedId('demo person', number),
      userName: `demo-${String(number + 1).padStart(5, '0')}`,
      fullName: personName(number),
      departmentId: departments[place % departments.length]?.id ?? '',
      roles: rolesOf(place),
    };
  });
  const grades = [...new Set(areas.map(({ grade }) => grade))];
  const streams = areas.length === 0 ? 0 : Math.max(1, Math.ceil(teachers / areas.length));
  const classes = grades.flatMap((grade, at) =>
    Array.from({ length: streams }, (_, stream) => ({
      id: derivedId('demo class', index, grade, stream),
      grade,
      name: `${grade.replace(/\D+/g, '')} ${streamName(stream)}`.trim(),
      boys: 18 + ((index + stream * 5 + at) % 9),
      girls: 17 + ((index * 2 + stream * 3 + at) % 10),
    })),
  );
  return {
    id,
    code: `DEMO-${String(index + 1).padStart(3, '0')}`,
    name: schoolName(index),
    departments,
    people,
    classes,
    allocations: allocate(index, people, departments, classes, areas),
  };
}

function allocate(
  index: number,
  people: readonly DemoPerson[],
  departments: readonly { readonly id: string }[],
  classes: DemoSchool['classes'],
  areas: readonly DemoArea[],
): DemoAllocation[] {
  const load = new Map(people.map(({ id }) => [id, 0]));
  const ofTeacher = new Map(people.map(({ id }) => [id, new Set<string>()]));
  return classes.flatMap((one) => {
    const ofClass = new Set<string>();
    return areas
      .filter(({ grade }) => grade === one.grade)
      .flatMap((area): DemoAllocation[] => {
        const department = departments[departmentOfArea(area.name)]?.id;
        const person = leastBusy(people, load, department);
        if (person === undefined) return [];
        load.set(person.id, (load.get(person.id) ?? 0) + 1);
        const taken = { ofClass, ofTeacher: ofTeacher.get(person.id) ?? new Set<string>() };
        const lessons = placeLessons(area.lessonsPerWeek, taken);
        if (lessons.length === 0) return [];
        const id = derivedId('demo allocation', index, one.id, area.id);
        return [{ id, classId: one.id, areaId: area.id, userId: person.id, lessons }];
      });
  });
}

/** Somebody without a class first, of the department when it has such a one. */
function leastBusy(
  people: readonly DemoPerson[],
  load: ReadonlyMap<string, number>,
  departmentId: string | undefined,
): DemoPerson | undefined {
  const weight = (person: DemoPerson) =>
    (load.get(person.id) ?? 0) * 2 + (person.departmentId === departmentId ? 0 : 1);
  return people.reduce<DemoPerson | undefined>(
    (best, person) => (best === undefined || weight(person) < weight(best) ? person : best),
    undefined,
  );
}

/** The first seven of a school lead it, and teach as well. */
function rolesOf(place: number): Role[] {
  const leading: readonly Role[] = ['head', 'deputy', 'school-ict-admin'];
  const role = leading[place] ?? (place < leading.length + departmentNames.length ? 'head-of-department' : undefined);
  return role === undefined ? ['teacher'] : [role, 'teacher'];
}
