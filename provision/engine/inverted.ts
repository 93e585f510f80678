import { layout } from '../layout.ts';
import type { Change } from '../model/change.ts';
import { packageData } from '../ops/data-directory.ts';

/** The changes that undo the given ones, last first; what holds data is left out while data is kept. */
export function inverted(changes: readonly Change[], removeData: boolean): readonly Change[] {
  const gone = new Set(
    changes.flatMap((one) => (one.kind === 'package' && one.action === 'install' ? [`${one.name}.service`] : [])),
  );
  return changes.toReversed().flatMap((change) => {
    if (!removeData && holdsData(change)) return [];
    // The unit of a package goes with it.
    if (change.kind === 'unit' && gone.has(change.name)) return [];
    const back = inverse(change);
    return back === undefined ? [] : [back];
  });
}

function holdsData(change: Change): boolean {
  if (change.kind === 'database') return true;
  if (change.kind !== 'file' && change.kind !== 'directory') return false;
  const kept = [layout.secrets, layout.documents, layout.backups, layout.state, ...packageData];
  return kept.some((folder) => change.path === folder || change.path.startsWith(`${folder}/`));
}

function inverse(change: Change): Change | undefined {
  switch (change.kind) {
    case 'file':
      return { kind: 'file', path: change.path, action: fileInverse[change.action] };
    case 'directory':
      return change.action === 'attributes'
        ? change
        : { ...change, action: change.action === 'create' ? 'remove' : 'create' };
    case 'package':
      if (change.action === 'finish' || change.action === 'update') return undefined;
      return { ...change, action: change.action === 'install' ? 'remove' : 'install' };
    case 'account':
      return { ...change, action: change.action === 'create' ? 'remove' : 'create' };
    case 'unit':
      return { ...change, action: unitInverse[change.action] };
    case 'setting':
      return { ...change, from: change.to, to: change.from };
    case 'database':
      return change.action === 'create' ? { ...change, action: 'remove' } : undefined;
  }
}

const fileInverse = { create: 'remove', replace: 'replace', remove: 'create' } as const;
const unitInverse = {
  start: 'stop',
  stop: 'start',
  restart: 'restart',
  reload: 'reload',
  enable: 'disable',
  disable: 'enable',
} as const;
