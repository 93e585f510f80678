import type { Database } from '../../database/connect.ts';
import { visibleMemberships, visibleSchemes } from '../../database/scoped.ts';
import { today } from '../../today.ts';
import type { Scope } from '../common/scope.ts';
import type { SearchAnswer } from './schema.ts';

const most = 20;
/** More words than that narrow nothing further. */
const mostWords = 6;

/** Three queries side by side. */
export async function search(db: Database, scope: Scope, text: string): Promise<SearchAnswer> {
  const words = [...new Set(text.split(/\s+/))].slice(0, mostWords);
  const [schemes, people, subStrands] = await Promise.all([
    findSchemes(db, scope, words),
    findPeople(db, scope, words),
    findSubStrands(db, words),
  ]);
  return { schemes, people, subStrands };
}

async function findSchemes(db: Database, scope: Scope, words: readonly string[]): Promise<SearchAnswer['schemes']> {
  const rows = await visibleSchemes(db, scope)
    .innerJoin('allocation', 'allocation.id', 'scheme.allocation_id')
    .innerJoin('class_stream', 'class_stream.id', 'allocation.class_id')
    .innerJoin('learning_area', 'learning_area.id', 'allocation.learning_area_id')
    .innerJoin('user', 'user.id', 'scheme.owner_id')
    .innerJoin('term', 'term.id', 'scheme.term_id')
    .innerJoin('calendar', 'calendar.id', 'term.calendar_id')
    .select(['scheme.id', 'learning_area.name as area', 'class_stream.name as klass', 'full_name', 'year', 'number'])
    .where((where) =>
      where.and(
        words.map((word) =>
          where.or([
            where('learning_area.name', 'like', like(word)),
            where('class_stream.name', 'like', like(word)),
            where('class_stream.grade', 'like', like(word)),
            where('user.full_name', 'like', like(word)),
          ]),
        ),
      ),
    )
    .orderBy('scheme.id', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ id, area, klass, full_name, year, number }) => ({
    id,
    title: `${area}, ${klass}`,
    teacher: full_name,
    term: { year, number },
  }));
}

async function findPeople(db: Database, scope: Scope, words: readonly string[]): Promise<SearchAnswer['people']> {
  const rows = await visibleMemberships(db, scope)
    .innerJoin('user', 'user.id', 'membership.user_id')
    .select(['user.id', 'full_name', 'user_name', 'school.id as schoolId', 'school.name'])
    .distinct()
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today())]))
    .where((where) =>
      where.and(
        words.map((word) =>
          where.or([
            where('full_name', 'like', like(word)),
            where('user_name', 'like', like(word)),
            where('staff_number', 'like', like(word)),
          ]),
        ),
      ),
    )
    .orderBy('full_name')
    .limit(most)
    .execute();
  return rows.flatMap(({ id, full_name, user_name, schoolId, name }) =>
    schoolId === null || name === null
      ? []
      : [{ id, title: full_name, userName: user_name, school: { id: schoolId, name } }],
  );
}

async function findSubStrands(db: Database, words: readonly string[]): Promise<SearchAnswer['subStrands']> {
  const rows = await db
    .selectFrom('node')
    .innerJoin('learning_area', 'learning_area.id', 'node.learning_area_id')
    .select(['node.id', 'title', 'learning_area.id as areaId', 'grade', 'learning_area.name'])
    .where('node.parent_id', 'is not', null)
    .where('learning_area.status', '=', 'published')
    .where((where) =>
      where.and(
        words.map((word) =>
          where.or([where('title', 'like', like(word)), where('learning_area.name', 'like', like(word))]),
        ),
      ),
    )
    .where((where) => where.or(words.map((word) => where('title', 'like', like(word)))))
    .orderBy('grade')
    .orderBy('learning_area.name')
    .orderBy('seq')
    .limit(most)
    .execute();
  return rows.map(({ id, title, areaId, grade, name }) => ({
    id,
    title,
    learningAreaId: areaId,
    grade,
    learningArea: name,
  }));
}

/** A word anywhere in a text, with the signs that mean something to LIKE taken by their letter. */
function like(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}
