import type { Stack } from '../services/stack.ts';

export const dayMs = 86_400_000;

export function daysFrom(today: string, days: number): string {
  return new Date(Date.parse(today) + days * dayMs).toISOString().slice(0, 10);
}

/** Makes a term run now, from eight weeks ago to six weeks ahead, with no day off; gives its identifier. */
export async function runFirstTerm(stack: Stack, today: string): Promise<string> {
  const term = await stack.db
    .selectFrom('term')
    .innerJoin('calendar', 'calendar.id', 'term.calendar_id')
    .select('term.id')
    .where('year', '=', Number(today.slice(0, 4)))
    .orderBy('start_date')
    .executeTakeFirstOrThrow();
  const monday = (new Date(today).getUTCDay() + 6) % 7;
  await stack.db
    .updateTable('term')
    .set({ start_date: daysFrom(today, -56 - monday), end_date: daysFrom(today, 42) })
    .where('id', '=', term.id)
    .execute();
  await stack.db.deleteFrom('day_rule').execute();
  return term.id;
}
