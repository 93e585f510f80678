import { createLRU } from 'lru.min';
import type { Database } from '../database/connect.ts';
import type { LearningAreaTree } from '../features/curriculum/schema.ts';
import { readTree } from '../features/curriculum/store.ts';

/** A version that schemes are made of is published, and stays as it is; only the sample's are replaced with a release. */
const keptMs = 10_000;
const mostKept = 20;

type Kept = { readonly tree: Promise<LearningAreaTree | null>; readonly until: number };
const ofDatabase = new WeakMap<Database, ReturnType<typeof createLRU<string, Kept>>>();

/** As `readTree`: at a deadline hundreds of schemes are made of the same learning area. Not to be changed. */
export function rememberedTree(db: Database, id: string): Promise<LearningAreaTree | null> {
  const kept = ofDatabase.get(db) ?? createLRU<string, Kept>({ max: mostKept });
  ofDatabase.set(db, kept);
  const known = kept.get(id);
  if (known !== undefined && known.until > Date.now()) return known.tree;
  const tree = readTree(db, id);
  kept.set(id, { tree, until: Date.now() + keptMs });
  tree.catch(() => kept.delete(id));
  return tree;
}
