import type { Plan } from '../../provision/model/plan.ts';

/** What a run is for, as people call it. */
export const acts = ['install', 'uninstall', 'upgrade', 'back', 'put-back', 'rotation', 'rotation-back'] as const;
export type Act = (typeof acts)[number];

export function actOf({ kind, upgrade, purpose }: Pick<Plan, 'kind' | 'upgrade' | 'purpose'>): Act {
  if (upgrade !== undefined) return upgrade.direction === 'back' ? 'back' : 'upgrade';
  return purpose ?? kind;
}
