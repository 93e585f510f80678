import type { Database } from '../../database/connect.ts';
import { newId } from '../../ids.ts';
import { today } from '../../today.ts';
import { type Teaching, teachingKey } from './teaching.ts';

export type Taught = Teaching & { readonly userId: string };

/** Gives people what they teach, and makes the classes that are new. Done twice, it is the same. */
export async function applyTeaching(transaction: Database, all: readonly Taught[]): Promise<void> {
  if (all.length === 0) return;
  const made = await ensureClasses(transaction, all);
  const wanted = new Map(
    all.map((one) => {
      const classId = one.classId ?? made.get(classKey(one)) ?? '';
      return [`${one.userId} ${teachingKey(one)}`, { ...one, classId }];
    }),
  );
  const classIds = [...new Set([...wanted.values()].map(({ classId }) => classId))].sort();
  // Nobody else changes what is taught to them meanwhile; what was written since the comparison counts.
  await transaction
    .selectFrom('class_stream')
    .select('id')
    .where('id', 'in', classIds)
    .orderBy('id')
    .forUpdate()
    .execute();
  const there = await transaction
    .selectFrom('allocation')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .select(['class_id', 'user_id', 'learning_area.name'])
    .where('class_id', 'in', classIds)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]))
    .forUpdate()
    .execute();
  const held = new Set(there.map((one) => `${one.class_id} ${one.user_id} ${one.name}`));
  const rows = [...wanted.values()]
    .filter((one) => !held.has(`${one.classId} ${one.userId} ${one.areaName}`))
    .map((one) => ({
      ...{ id: newId(), school_id: one.schoolId, class_id: one.classId, learning_area_id: one.learningAreaId },
      ...{ user_id: one.userId, valid_from: today(), valid_to: null },
    }));
  if (rows.length > 0) await transaction.insertInto('allocation').values(rows).execute();
}

async function ensureClasses(transaction: Database, all: readonly Taught[]): Promise<Map<string, string>> {
  const missing = new Map(all.flatMap((one) => (one.classId === null ? [[classKey(one), one] as const] : [])));
  const made = new Map<string, string>();
  for (const [key, { schoolId: school_id, grade, className: name }] of missing) {
    await transaction
      .insertInto('class_stream')
      .ignore()
      .values({ id: newId(), school_id, grade, name, boys: 0, girls: 0 })
      .execute();
    const found = await transaction
      .selectFrom('class_stream')
      .select('id')
      .where('school_id', '=', school_id)
      .where('grade', '=', grade)
      .where('name', '=', name)
      .forUpdate()
      .executeTakeFirstOrThrow();
    made.set(key, found.id);
  }
  return made;
}

function classKey({ schoolId, grade, className }: Teaching): string {
  return [schoolId, grade, className.toLowerCase()].join('\n');
}
