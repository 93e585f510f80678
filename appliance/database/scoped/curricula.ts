import type { Scope } from '../../features/common/scope.ts';

export type VersionStatus = 'draft' | 'published' | 'replaced';

/** Versions of learning areas the caller may read: drafts are their editors' until they are published. */
export function readableVersions(scope: Scope): readonly VersionStatus[] {
  const open: VersionStatus[] = ['published', 'replaced'];
  return scope.curricula.length > 0 ? [...open, 'draft'] : open;
}
