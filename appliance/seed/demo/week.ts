import type { LessonSlotInput } from '../../features/schemes/engine/types.ts';

const days = 5;
const periods = 8;

/**
 * Places the lessons of a week where neither the class nor the teacher has one already, spread over the days. Keeps
 * what is taken; fewer lessons when there is no room.
 */
export function placeLessons(count: number, taken: { readonly ofClass: Set<string>; readonly ofTeacher: Set<string> }) {
  const lessons: LessonSlotInput[] = [];
  for (let place = 0; lessons.length < count && place < days * periods; place++) {
    const weekday = (place % days) + 1;
    const period = Math.floor(place / days) + 1;
    const key = `${weekday}-${period}`;
    if (taken.ofClass.has(key) || taken.ofTeacher.has(key)) continue;
    taken.ofClass.add(key);
    taken.ofTeacher.add(key);
    lessons.push({ weekday, period, units: 1 });
  }
  return lessons;
}
