import { sql } from 'kysely';
import type { Scope } from '../../features/common/scope.ts';
import type { Database } from '../connect.ts';

export type VersionStatus = 'draft' | 'published' | 'replaced';

/** Versions of learning areas the caller may read: drafts are their editors' until they are published. */
export function readableVersions(scope: Scope): readonly VersionStatus[] {
  const open: VersionStatus[] = ['published', 'replaced'];
  return scope.curricula.length > 0 ? [...open, 'draft'] : open;
}

/** Before classes go on to another version of their learning area: their schemes stay with this one. */
export async function keepSchemesOfArea(transaction: Database, areaId: string): Promise<void> {
  await transaction
    .updateTable('scheme')
    // No person changed them.
    .set({ made_from: areaId, updated_at: sql`updated_at` })
    .where('made_from', 'is', null)
    .where('allocation_id', 'in', (select) =>
      select.selectFrom('allocation').select('allocation.id').where('learning_area_id', '=', areaId),
    )
    .execute();
}
