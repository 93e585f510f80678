import type { ImportedCurriculum } from '../../curriculum/import/types.ts';
import type { Database } from '../../database/connect.ts';
import { notFound } from '../common/problem.ts';
import { diffOf } from './diff.ts';
import { exportOf } from './export.ts';
import { readTree } from './store.ts';
import type { Diff } from './versions-schema.ts';

/** From another version to this one; by default from the one in use, or else from the newest before it. */
export async function readDiff(db: Database, id: string, from: string | undefined): Promise<Diff> {
  const tree = await readTree(db, id);
  if (tree === null) throw notFound('learning area');
  const other = from ?? (await before(db, id));
  const earlier = other === undefined ? { strands: [] } : await readTree(db, other);
  if (earlier === null) throw notFound('learning area');
  return diffOf(earlier, tree);
}

async function before(db: Database, id: string): Promise<string | undefined> {
  const versions = await db
    .selectFrom('learning_area as this')
    .innerJoin('learning_area as other', (join) =>
      join.onRef('other.grade', '=', 'this.grade').onRef('other.name', '=', 'this.name'),
    )
    .select(['other.id', 'other.version', 'other.status', 'this.version as thisVersion', 'this.status as thisStatus'])
    .where('this.id', '=', id)
    .where('other.id', '!=', id)
    .orderBy('other.version', 'desc')
    .execute();
  const inUse = versions.find((one) => one.status === 'published');
  if (inUse !== undefined && versions[0]?.thisStatus === 'draft') return inUse.id;
  return versions.find((one) => one.version < one.thisVersion)?.id;
}

/** The learning area as a file, and the name it is saved under. */
export async function readExport(
  db: Database,
  id: string,
): Promise<{ readonly fileName: string; readonly file: ImportedCurriculum }> {
  const [tree, area] = await Promise.all([
    readTree(db, id),
    db.selectFrom('learning_area').select(['level', 'version']).where('id', '=', id).executeTakeFirst(),
  ]);
  if (tree === null || area === undefined) throw notFound('learning area');
  const plain = `${tree.grade} ${tree.name}`
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/[^\x20-\x7e]/g, '_');
  return { fileName: `${plain}-v${area.version}.json`, file: exportOf(tree, area.level) };
}
