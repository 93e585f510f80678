import { ProvisionError } from '../model/error.ts';
import type { Step } from '../model/step.ts';

/**
 * Steps with every need before its user, otherwise as given. Rejects with TT-BUG-01, naming the circle, the unknown
 * need or the id used twice.
 */
export function inOrder<S extends Pick<Step, 'id' | 'needs'>>(steps: readonly S[]): readonly S[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  if (byId.size !== steps.length) throw bug(`Two steps are called ${twice(steps)}.`);
  const ordered = new Set<S>();
  const visit = (step: S, path: readonly string[]): void => {
    if (ordered.has(step)) return;
    if (path.includes(step.id))
      throw bug(`Steps need each other in a circle: ${[...path.slice(path.indexOf(step.id)), step.id].join(' → ')}.`);
    for (const need of step.needs) {
      const needed = byId.get(need);
      if (needed === undefined) throw bug(`Step ${step.id} needs ${need}, which is not there.`);
      visit(needed, [...path, step.id]);
    }
    ordered.add(step);
  };
  for (const step of steps) visit(step, []);
  return [...ordered];
}

function twice(steps: readonly Pick<Step, 'id'>[]): string {
  return steps.map(({ id }) => id).find((id, at, ids) => ids.indexOf(id) !== at) ?? '';
}

function bug(message: string): ProvisionError {
  return new ProvisionError({ code: 'TT-BUG-01', message });
}
