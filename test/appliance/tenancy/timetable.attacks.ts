import { type AttacksOfFeature, attack, hidden, hiddenButShared, shared } from './attack.ts';

const lessons = [{ weekday: 1, period: 1, units: 1 }];
const rule = { grade: 'Grade 4', learningArea: 'English', rule: null };

const file = {
  body: () => Buffer.from('class,day'),
  headers: { 'content-type': 'application/octet-stream' },
};

/** Classes, allocations, timetables and lesson rules; colleagues know each other's timetable. */
export const feature: AttacksOfFeature = {
  async prepare(home) {
    const allocations = await home.teacher.ask({ path: '/api/v1/allocations?teacherId=me' });
    const [first] = allocations.body.items;
    Object.assign(home.ids, { allocation: first.id, class: first.class.id });
  },
  attacks: [
    attack('GET', '/classes', shared, '/classes?schoolId=:school'),
    attack('POST', '/classes', hidden, '/classes', {
      body: ({ ids }) => ({ schoolId: ids['school'], grade: 'Grade 4', name: 'X' }),
    }),
    attack('PATCH', '/classes/{id}', hidden, '/classes/:class', { body: () => ({ boys: 9 }) }),
    attack('DELETE', '/classes/{id}', hidden, '/classes/:class'),
    attack('GET', '/allocations', shared, '/allocations?schoolId=:school'),
    attack('POST', '/allocations', hidden, '/allocations', {
      body: ({ ids }) => ({ classId: ids['class'], learningAreaId: ids['learningArea'], teacherId: ids['teacher'] }),
    }),
    attack('PATCH', '/allocations/{id}', hidden, '/allocations/:allocation', { body: () => ({ to: '2099-01-01' }) }),
    attack('DELETE', '/allocations/{id}', hidden, '/allocations/:allocation'),
    attack('GET', '/timetable', hiddenButShared, '/timetable?classId=:class'),
    attack('PUT', '/classes/{id}/timetable', hidden, '/classes/:class/timetable', {
      body: () => ({ version: '', lessons: [] }),
    }),
    attack('PUT', '/allocations/{id}/lessons', hidden, '/allocations/:allocation/lessons', {
      body: () => ({ version: '', lessons }),
    }),
    attack('POST', '/schools/{id}/timetable/preview', hidden, '/schools/:school/timetable/preview', file),
    attack('POST', '/schools/{id}/timetable/import', hidden, '/schools/:school/timetable/import', file),
    attack('GET', '/schools/{id}/day-times', hiddenButShared, '/schools/:school/day-times'),
    attack('PUT', '/schools/{id}/day-times', hidden, '/schools/:school/day-times', { body: () => ({ items: [] }) }),
    attack('GET', '/lesson-rules', hiddenButShared, '/lesson-rules?schoolId=:school'),
    attack('PUT', '/lesson-rules', hidden, '/lesson-rules', {
      body: ({ ids }) => ({ schoolId: ids['school'], rules: [rule] }),
    }),
  ],
};
