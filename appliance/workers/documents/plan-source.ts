import type { Database } from '../../database/connect.ts';
import type { PrintedPlan, PrintedStep } from '../../documents/build/plan.ts';
import { dayOf } from '../../documents/build/words.ts';
import { assemble, overridesOf } from '../../features/plans/assemble.ts';
import { issuesOf, lessonsOf, plansOf } from '../../features/plans/store.ts';
import type { RowState } from '../../features/schemes/edit/row.ts';
import { dayTimesOf, periodsFor } from '../../features/timetable/day-times.ts';
import type { SchemeSource } from './scheme-source.ts';

/** The plans of those lessons of a scheme that are wanted, as they are printed, in the order of the sheet. */
export async function readPlans(
  db: Database,
  { scheme, facts }: SchemeSource,
  { language, wants }: { readonly language: string; readonly wants: (row: RowState) => boolean },
): Promise<PrintedPlan[]> {
  const [lessons, plans, issues, times] = await Promise.all([
    lessonsOf(db, scheme.id),
    plansOf(db, scheme.id),
    issuesOf(db, scheme.learning_area_id),
    dayTimesOf(db, [scheme.school_id]),
  ]);
  const periods = periodsFor(times.get(scheme.school_id) ?? [], scheme.grade);
  return lessons.filter(wants).map((row): PrintedPlan => {
    const overrides = overridesOf(plans.get(row.id));
    const { sections } = assemble({ scheme, lessons }, row, {
      language,
      overrides,
      issues: row.nodeId === null ? [] : (issues.get(row.nodeId) ?? []),
    });
    const { lesson, date, period, minutes } = row.slots as Times;
    const texts: Record<string, string | readonly string[]> = {};
    const steps: Record<string, readonly PrintedStep[]> = {};
    for (const { slot, kind, value } of sections) {
      if (kind === 'steps') steps[slot] = value as readonly PrintedStep[];
      else texts[slot] = value as string | readonly string[];
    }
    const start = periods.find((one) => one.period === period)?.start;
    const time = start === undefined ? '' : `${start} – ${later(start, minutes)}`;
    const own = { week: String(row.week), lesson, date: dayOf(date, language), time };
    return { facts: { ...facts, ...own }, texts, steps, signed: {}, language };
  });
}

type Times = { readonly lesson: string; readonly date: string; readonly period: number; readonly minutes: number };

/** `08:55` of `08:20` and 35 minutes. */
function later(start: string, minutes: number): string {
  const whole = Number(start.slice(0, 2)) * 60 + Number(start.slice(3, 5)) + minutes;
  const digits = (value: number) => String(value).padStart(2, '0');
  return `${digits(Math.floor(whole / 60) % 24)}:${digits(whole % 60)}`;
}
