import type { Request } from '../world.ts';

/** What the attacked school has. */
export type HomeTimetable = {
  readonly schoolId: string;
  readonly classId: string;
  readonly allocationId: string;
  readonly teacherId: string;
  readonly learningAreaId: string;
};

type Method = NonNullable<Request['method']>;
type Expected = { readonly teacher: number; readonly ict: number; readonly colleague: number };

const hidden = { teacher: 404, ict: 404, colleague: 404 };
const nothing = { teacher: 200, ict: 200, colleague: 200 };
/** Colleagues know each other's timetable: the answer is looked at no further. */
const shared = { ...nothing, colleague: -1 };
const hiddenButShared = { teacher: 404, ict: 404, colleague: -1 };

/** Classes, allocations, timetables and lesson rules, asked for from elsewhere. */
export function timetableAttacks(home: () => HomeTimetable) {
  const attack = (method: Method, path: string, expected: Expected, body?: () => unknown) => ({
    route: `${method} /api/v1${path.replace(/\?.*$/, '').replace(/:(class|school|allocation)/, '{id}')}`,
    expected,
    request: (): Request => ({
      method,
      path: `/api/v1${path.replace(/:(\w+)/g, (_, what: 'class' | 'school' | 'allocation') => home()[`${what}Id`])}`,
      ...(body === undefined ? {} : { body: body() }),
    }),
  });
  const lessons = [{ weekday: 1, period: 1, units: 1 }];
  const rule = { grade: 'Grade 4', learningArea: 'English', rule: null };
  return [
    attack('GET', '/classes?schoolId=:school', shared),
    attack('POST', '/classes', hidden, () => ({ schoolId: home().schoolId, grade: 'Grade 4', name: 'X' })),
    attack('PATCH', '/classes/:class', hidden, () => ({ boys: 9 })),
    attack('DELETE', '/classes/:class', hidden),
    attack('GET', '/allocations?schoolId=:school', shared),
    attack('POST', '/allocations', hidden, () => ({
      classId: home().classId,
      learningAreaId: home().learningAreaId,
      teacherId: home().teacherId,
    })),
    attack('PATCH', '/allocations/:allocation', hidden, () => ({ to: '2099-01-01' })),
    attack('DELETE', '/allocations/:allocation', hidden),
    attack('GET', '/timetable?classId=:class', hiddenButShared),
    attack('PUT', '/classes/:class/timetable', hidden, () => ({ version: '', lessons: [] })),
    attack('PUT', '/allocations/:allocation/lessons', hidden, () => ({ version: '', lessons })),
    attack('GET', '/schools/:school/day-times', hiddenButShared),
    attack('PUT', '/schools/:school/day-times', hidden, () => ({ items: [] })),
    attack('GET', '/lesson-rules?schoolId=:school', hiddenButShared),
    attack('PUT', '/lesson-rules', hidden, () => ({ schoolId: home().schoolId, rules: [rule] })),
  ];
}
