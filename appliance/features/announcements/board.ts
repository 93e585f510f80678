import { createLRU } from 'lru.min';
import type { Database } from '../../database/connect.ts';
import { visibleAnnouncements } from '../../database/scoped/announcements.ts';
import { today } from '../../today.ts';
import type { Scope } from '../common/scope.ts';
import type { Announcement } from './schema.ts';
import { currentAnnouncements } from './store.ts';

/** What hangs out today. On most days that is nothing, and everybody asks for it with every page. */
export type Board = {
  /** As `currentAnnouncements`; one that is the first of its day is seen within two seconds. */
  current(scope: Scope): Promise<Announcement[]>;
  /** This process has changed something: it is seen at once. */
  changed(): void;
};

const knownForMs = 2_000;

export function createBoard(db: Database): Board {
  /** Whether anything hangs out, and until when that is known. */
  const boards = createLRU<string, { readonly empty: boolean; readonly until: number }>({ max: 1_000 });
  return {
    async current(scope) {
      const day = today();
      const key = [day, ...scope.homes, '', ...scope.schools, '', ...scope.districts].join();
      const known = boards.get(key);
      if (known !== undefined && known.until > performance.now())
        return known.empty ? [] : currentAnnouncements(db, scope);
      const any = await visibleAnnouncements(db, scope)
        .select('announcement.id')
        .where('from_date', '<=', day)
        .where('to_date', '>=', day)
        .limit(1)
        .executeTakeFirst();
      const empty = any === undefined;
      boards.set(key, { empty, until: performance.now() + knownForMs });
      return empty ? [] : currentAnnouncements(db, scope);
    },
    changed: () => boards.clear(),
  };
}
